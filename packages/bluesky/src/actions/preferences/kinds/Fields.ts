/** The fields of a preference that are to be set. Those that are not named stay; undefined takes one away. */
export type Fields<T> = { readonly [Name in Exclude<keyof T, "$type">]?: T[Name] | undefined };
