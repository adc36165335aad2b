import type { ItemPath } from '#shared/casebook/path'

/** Names of what is being typed; dots and brackets would mean nesting to the form library. */
const flat = (path: string): string => path.replaceAll('.', '·')

export const fieldName = (path: ItemPath): string => flat(path)
export const unitName = (path: ItemPath): string => `${flat(path)}#unit`
