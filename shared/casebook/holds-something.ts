import type { ItemState } from './casebook'

/** Some head of the item is more than a blank. */
export const holdsSomething = (item: ItemState | undefined): boolean =>
  item?.heads.some(({ value }) => value.state !== 'blank') ?? false
