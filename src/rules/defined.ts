/** One named part, or nothing where there is no value: optional parts are absent, never `undefined`. */
export function defined<K extends string, V>(
  name: K,
  value: V | undefined,
): { readonly [P in K]?: Exclude<V, undefined> } {
  return (value === undefined ? {} : { [name]: value }) as {
    readonly [P in K]?: Exclude<V, undefined>;
  };
}
