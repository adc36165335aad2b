/** For `satisfies`: every name that the stand-in offers is one that the real Electron has. */
export type NamesOf<T> = { readonly [Name in keyof T]?: unknown }

/** The same for classes: `true satisfies OnlyNamesOf<Ours, Real>`. */
export type OnlyNamesOf<Ours, Real> = Exclude<keyof Ours, keyof Real> extends never ? true : never
