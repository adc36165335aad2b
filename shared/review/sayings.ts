import type { FormState } from '../casebook/casebook'
import { itemOf } from '../casebook/path'

/** The texts that stand in the items of a form, by item. Contested and missing ones are not in it, nor which row said it. */
export const sayings = ({ items }: FormState): ReadonlyMap<string, string> =>
  new Map(
    [...items.values()].flatMap(({ path, value }) =>
      value?.state === 'value' ? [[itemOf(path), value.text] as const] : [],
    ),
  )
