import { ItemPath } from '#shared/casebook/path'

/*
 * Entry order is the order of the page: each control that takes an answer is marked `data-entry`, `required` or `optional`,
 * inside the `data-item` of its item, and a form's items lie inside one `data-form`.
 */

const entries = (within: ParentNode): readonly HTMLElement[] => [
  ...within.querySelectorAll<HTMLElement>('[data-entry]'),
]

const itemBox = (path: ItemPath): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-item="${CSS.escape(path)}"]`)

/** The item whose control, marks or questions an element belongs to. */
export const itemAround = (element: Element | null): string | undefined =>
  element?.closest<HTMLElement>('[data-item]')?.dataset['item']

function focusEntry(entry: HTMLElement): void {
  const control =
    entry instanceof HTMLInputElement || entry instanceof HTMLTextAreaElement
      ? entry
      : (entry.querySelector<HTMLElement>('input:checked') ?? entry.querySelector<HTMLElement>('input') ?? entry)
  control.focus()
  if (control instanceof HTMLInputElement && control.type === 'text') control.select()
  control.scrollIntoView({ block: 'nearest' })
}

/** Puts the cursor into an item's control. */
export function focusItem(path: ItemPath): void {
  const entry = itemBox(path)?.querySelector<HTMLElement>('[data-entry]')
  if (entry) focusEntry(entry)
}

/** Goes on to the control after an item's, or before it; past the last one to what ends the form. */
export function focusAfter(path: ItemPath, back = false): void {
  const box = itemBox(path)
  const form = box?.closest('[data-form]')
  const own = box?.querySelector<HTMLElement>('[data-entry]')
  if (!form || !own) return
  const all = entries(form)
  const next = all[all.indexOf(own) + (back ? -1 : 1)]
  if (next) focusEntry(next)
  else if (!back) document.querySelector<HTMLElement>('[data-past-end]')?.focus()
}

/**
 * Puts the cursor where work goes on: at the first required answer that is missing, or at the optional ones skipped right
 * before it. A form that lacks none, and one that is only read, begins at its first control.
 */
export function focusFirst(form: Element, answers: boolean): void {
  const all = entries(form)
  let at = answers ? all.findIndex((entry) => isEmpty(entry) && entry.dataset['entry'] === 'required') : 0
  while (isEmpty(all[at - 1])) at--
  const first = all[at] ?? all[0]
  if (first) focusEntry(first)
}

function isEmpty(entry: HTMLElement | undefined): boolean {
  if (!entry) return false
  return entry instanceof HTMLInputElement || entry instanceof HTMLTextAreaElement
    ? entry.value === ''
    : entry.querySelector('input:checked') === null
}

/**
 * The item that has the focus now. A key that is meant for an item asks this: what the rest of the screen follows comes a
 * moment later and may still be a line behind.
 */
export function focusedItem(): ItemPath | undefined {
  const path = ItemPath.safeParse(itemAround(document.activeElement))
  return path.success ? path.data : undefined
}

/** Goes to the choice of the unit beside the item that has the focus, where there is one. */
export function focusUnit(): void {
  document.activeElement?.closest('[data-item]')?.querySelector<HTMLElement>('[data-unit]')?.focus()
}

/** Goes to the limits beside the result that has the focus. */
export function focusLimits(): void {
  const box = document.activeElement?.closest('[data-item]')
  const control = box?.querySelector<HTMLInputElement>('[data-limits]')
  control?.focus()
  control?.select()
}
