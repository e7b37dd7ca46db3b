/** Members of a range share what is typed once; what is dealt out to them differs. */
import type { DealtSlot, Typed } from './typing.ts';

/** Typed keys of one member. */
export function memberSpec(
  shared: Readonly<Record<string, Typed>>,
  name: string,
  index: number,
  dealt: readonly DealtSlot[],
): Record<string, Typed> {
  let spec: Record<string, Typed> = { name, ...shared };
  for (const { path, names } of dealt) {
    spec = withDealt(spec, path, names[index % names.length]!) as Record<string, Typed>;
  }
  return spec;
}

/** `value` with a name at a path; what is on the way is copied, since members share it. */
function withDealt(value: Typed, path: DealtSlot['path'], name: string): Typed {
  const [step, ...rest] = path;
  if (step === undefined) return name;
  if (Array.isArray(value)) {
    return value.map((item, at) => (at === step ? withDealt(item, rest, name) : item));
  }
  const map = value as Readonly<Record<string, Typed>>;
  return { ...map, [step]: withDealt(map[step], rest, name) };
}
