/**
 * Where the time of a request goes that crosses several resources one after another.
 *
 * The solver shares them by max-min, so of the resources on a way one binds, or several that are
 * tied. All others serve the request and let it go on; what is left of the whole time is spent
 * queueing at the binding ones:
 *
 *     at a resource that does not bind    its own service time
 *     at the binding resource             window / rate - the others' service times
 *     at several that are tied            equal parts of that
 *
 * The parts add up to window / rate, the whole.
 *
 * Source: design note, rule D. Approximation, and a deliberate one: windows served first come
 * first served share in proportion to what they ask for along the way (Mo and Walrand; Massoulie
 * and Roberts). Two full resources in a row, a flow through both, b and c through one each, 32
 * outstanding: max-min has 500, 500, 500 where mean value analysis has 330, 667, 667. With unequal
 * bottlenecks little is left of that: 375, 375, 750 against 367, 367, 766.
 */

/**
 * Writes the seconds spent at each of the first `count` resources of a way.
 *
 * @param wholeSeconds window / rate of the stream.
 * @param serviceSeconds of a request at each resource, alone.
 * @param isBinding 1 where the resource holds the stream, 0 elsewhere; with nothing but 0 all
 *   spend their service time, and the whole is their sum.
 * @param seconds result; may be `serviceSeconds` itself.
 */
export function attributeSeconds(
  wholeSeconds: number,
  count: number,
  serviceSeconds: Float64Array,
  isBinding: Uint8Array,
  seconds: Float64Array,
): void {
  let elsewhere = 0;
  let ties = 0;
  for (let i = 0; i < count; i++) {
    if (isBinding[i] !== 0) ties++;
    else elsewhere += serviceSeconds[i]!;
  }
  const rest = Math.max(0, wholeSeconds - elsewhere);
  for (let i = 0; i < count; i++) {
    seconds[i] = isBinding[i] !== 0 ? rest / ties : serviceSeconds[i]!;
  }
}
