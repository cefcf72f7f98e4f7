/**
 * How much of something a test tries: as much as is enough to find what breaks often in `npm test`, and what takes hours to find by
 * itself in `npm run soak`.
 */
export function soak(usual: number, long: number): number {
  return process.env.SOAK ? long : usual;
}
