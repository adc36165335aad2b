import type { FormPath } from '#shared/casebook/path'

/** What a control of the form holds while it is being typed: a text, several ticked codes, or nothing. */
export type Typed = string | string[] | null | undefined
export type TypedForm = Record<string, Typed>

/**
 * Where things that were typed and could not be stored (unreadable, or waiting for a reason) lie while the person is on
 * another screen. In memory only, and emptied when the device is locked.
 */
export class DraftShelf {
  private readonly drafts = new Map<FormPath, TypedForm>()

  keep(form: FormPath, typed: TypedForm): void {
    if (Object.keys(typed).length > 0) this.drafts.set(form, typed)
    else this.drafts.delete(form)
  }

  of(form: FormPath): TypedForm {
    return this.drafts.get(form) ?? {}
  }

  empty(): void {
    this.drafts.clear()
  }
}
