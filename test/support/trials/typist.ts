import { type Page, expect } from '@playwright/test'
import { steps } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import type { ItemDef } from '#shared/study/definition'
import type { Filled, Played, Typed } from '../../../server/demo/script/walk'
import { Casebook } from '../pages/casebook'
import { Form } from '../pages/form'
import { Frame } from '../pages/frame'

/** Types the visits of a script into the screen, form after form, as somebody fast at the keyboard does. */
export class Typist {
  private readonly casebook: Casebook
  private readonly form: Form

  constructor(
    private readonly page: Page,
    private readonly study: CompiledStudy,
    private readonly code: string,
  ) {
    this.casebook = new Casebook(page)
    this.form = new Form(page)
  }

  /** It is this day now, for everything on the screen. */
  async isOn(day: string): Promise<void> {
    await this.page.clock.setFixedTime(new Date(`${day}T12:00:00`))
    // Somebody who is there: else the app would lock, as after a day nobody touched it.
    await this.page.keyboard.press('Shift')
  }

  /** Fills one form and completes it; `then` is done when all is typed, and leaves another screen if it does anything. */
  async fills(played: Played, filled: Filled, then: () => Promise<void>): Promise<void> {
    await this.opens(played, filled)
    for (const typed of filled.typed) await this.types(filled, typed)
    await then()
    if ((await this.page.locator('[data-form]').count()) === 0) await this.opens({ ...played, forms: [] }, filled)
    await this.form.complete()
  }

  /** The way from one form to the next is a key; to the first of a visit and to a log it is the casebook. */
  private async opens({ visit, forms }: Played, filled: Filled): Promise<void> {
    const oid = steps(filled.path)[1]?.oid ?? ''
    const def = this.study.form(oid)
    const event = this.study.event(visit.event)
    if (!def || !event) throw new Error(`no form ${filled.path}`)
    if (event.kind === 'log') {
      await this.toCasebook()
      await this.casebook.openLog(logNames[oid] ?? def.title.en)
      await this.casebook.add('New')
      return
    }
    const before = forms[forms.indexOf(filled) - 1]
    const isNext = before && event.forms.indexOf(oid) === event.forms.indexOf(steps(before.path)[1]?.oid ?? '') + 1
    if (isNext && (await this.page.locator('[data-form]').count()) > 0) {
      await this.page.keyboard.press('Control+ArrowDown')
    } else {
      await this.toCasebook()
      await this.casebook.cell(def.title.en, event.title.en).click()
    }
    await expect(this.page.getByRole('heading', { level: 1, name: def.title.en, exact: true })).toBeVisible()
    await expect(this.page.locator('[data-form]')).toBeVisible()
  }

  async toCasebook(): Promise<void> {
    if ((await this.page.getByRole('heading', { level: 1, name: this.code }).count()) === 0)
      await this.casebook.back(this.code)
    const schedule = this.page.getByRole('tab', { name: 'Schedule' })
    if ((await schedule.getAttribute('aria-selected')) !== 'true') await schedule.click()
  }

  private async types({ path }: Filled, { group, row = 0, item, text }: Typed): Promise<void> {
    const form = steps(path)[1]?.oid ?? ''
    const def = this.study.item(form, item)?.def
    if (!def) throw new Error(`no item ${form}.${item}`)
    const name = `${group}/${item}`
    if (isLimit(def)) {
      await this.limits(group, def, text)
      return
    }
    if (this.study.group(form, group)?.repeating && (await this.form.control(name, row).count()) === 0)
      await this.form.addRowTo(name)
    await this.form.put(name, text, row)
  }

  /** Both limits of a result are typed at once, when the upper one comes. */
  private async limits(group: string, def: ItemDef & { type: 'decimal' }, text: string): Promise<void> {
    const { item = '', side } = def.limitOf ?? {}
    if (side === 'low') {
      this.low = text
      return
    }
    const control = this.form.item(`${group}/${item}`).locator('[data-limits]')
    await control.fill(`${this.low}-${text}`)
    await control.press('Enter')
  }
  private low = ''

  /** The work is at the server. */
  async allSent(): Promise<void> {
    await new Frame(this.page).allSent()
  }
}

const isLimit = (def: ItemDef): def is ItemDef & { type: 'decimal' } =>
  def.type === 'decimal' && def.limitOf !== undefined

/** What the screen calls logs that have a name of their own. */
const logNames: Readonly<Record<string, string>> = {
  AE: 'Adverse events',
  CM: 'Concomitant medication',
  MH: 'Medical history',
}
