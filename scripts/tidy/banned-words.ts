const clock = 'use nowSeconds of the engine';
const timer = 'arm a timer of the engine';
const wait = 'a story waits with yield*, the rest is callbacks';
const locale = 'differs with the machine; compare code units with < and >';
const hands = 'let the caller hand it in';

/** Global names that core and scenario do without, with what stands in for them. */
export const bannedGlobals: ReadonlyMap<string, string> = new Map([
  ['Date', 'use seconds after the start, and values/when.ts for calendars'],
  ['performance', clock],
  ['setTimeout', timer],
  ['setInterval', timer],
  ['setImmediate', timer],
  ['requestAnimationFrame', timer],
  ['queueMicrotask', wait],
  ['Promise', wait],
  ['Intl', locale],
  ['WeakRef', 'depends on the collector; hold it or let it go'],
  ['FinalizationRegistry', 'depends on the collector; end it by name'],
  ['process', hands],
  ['Buffer', 'use Uint8Array'],
  ['fetch', hands],
  ['window', hands],
  ['document', hands],
  ['crypto', 'use a named random stream of the engine'],
  ['console', 'throw an error with a code, or emit an event'],
]);

/** Members, with or without their owner, that core and scenario do without. */
export const bannedMembers: ReadonlyMap<string, string> = new Map([
  ['Math.random', 'use a named random stream of the engine'],
  ['localeCompare', locale],
  ['toLocaleString', locale],
  ['toLocaleLowerCase', locale],
  ['toLocaleUpperCase', locale],
  ['toLocaleDateString', locale],
  ['toLocaleTimeString', locale],
]);

/** Functions of Math whose last bit differs between engines. */
export const portableMathsMembers: ReadonlySet<string> = new Set([
  ...['acos', 'acosh', 'asin', 'asinh', 'atan', 'atan2', 'atanh', 'cbrt', 'cos', 'cosh'],
  ...['exp', 'expm1', 'hypot', 'log', 'log10', 'log1p', 'log2', 'pow', 'sin', 'sinh'],
  ...['tan', 'tanh'],
]);
