declare const format: unique symbol;

/**
 * A string that a guard has checked, for formats that no template literal type can describe. It is an ordinary string
 * at run time, and assignable to `string`.
 */
export type Checked<Format extends string> = string & { readonly [format]: Format };
