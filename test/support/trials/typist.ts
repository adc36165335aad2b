import { type Page, expect } from '@playwright/test'
import { type FormPath, formOid } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import type { ItemDef } from '#shared/study/definition'
import { agentOf } from '#shared/dose-release/doses'
import { doseItems } from '#shared/dose-release/agents'
import type { Filled, Played, Typed } from '../../../server/demo/script/walk'
import { Casebook } from '../pages/casebook'
import { Form } from '../pages/form'
import { SignIn } from '../pages/sign-in'
import { PASSWORD } from '../server'

/** Types the visits of a script into the screen, form after form, as an investigator fast at the keyboard does. */
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

  /** It is this moment now, for everything on the screen. */
  async isOn(day: string, time = '09:00'): Promise<void> {
    await this.page.clock.setFixedTime(new Date(`${day}T${time}:00`))
    // Somebody who is there: else the app locks, as after a day nobody touched it. On a busy machine it does before that.
    await this.page.keyboard.press('Shift')
    await new SignIn(this.page).unlockIfLocked(PASSWORD)
  }

  /** Enters all that was said at a visit, on the day on which it was entered. */
  async plays(played: Played): Promise<void> {
    const { on, entered = on } = played.visit
    await this.isOn(entered)
    // What cannot be complete before a later form of the visit says something is completed after it.
    const left: Filled[] = []
    for (const filled of played.forms) {
      const missing = await this.fills(played, filled)
      if (missing === '') continue
      // A record of a log is closed by now, and stands on nothing that comes later.
      if (this.study.event(played.visit.event)?.kind === 'log') throw incomplete(filled, missing)
      left.push(filled)
    }
    for (const filled of left) {
      await this.opens(played, filled, 'again')
      const missing = await this.completes(filled)
      if (missing !== '') throw incomplete(filled, missing)
    }
  }

  async toCasebook(): Promise<void> {
    if ((await this.page.getByRole('heading', { level: 1, name: this.code }).count()) === 0)
      await this.casebook.back(this.code)
    const schedule = this.page.getByRole('tab', { name: 'Schedule' })
    if ((await schedule.getAttribute('aria-selected')) !== 'true') await schedule.click()
  }

  /** Signs that the participant may take part, over the criteria as they stand. */
  async signsEligibility(): Promise<void> {
    await this.toCasebook()
    await this.page.getByRole('tab', { name: 'Eligibility' }).click()
    await this.page.getByRole('button', { name: 'Sign eligibility' }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('Your password').fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Sign eligibility' }).click()
    await expect(this.page.getByRole('status').filter({ hasText: /^Signed by/ })).toBeVisible()
    await this.toCasebook()
  }

  /**
   * Fills one form, with the release that it needs and what is said of its findings, completes and signs it. Gives what
   * stands against completing it, in the words of the screen.
   */
  private async fills(played: Played, filled: Filled): Promise<string> {
    const { event, on, entered = on, confirms = {} } = played.visit
    await this.opens(played, filled)
    const isLog = this.study.event(event)?.kind === 'log'
    if (filled.gate && !isLog) await this.releases(filled, entered)
    for (const typed of filled.typed) await this.types(filled.path, typed)
    if (filled.gate && isLog) await this.releases(filled, entered)
    const form = formOid(filled.path)
    for (const [id, reason] of Object.entries(confirms[form] ?? {})) {
      const check = this.study.form(form)?.checks.find((one) => one.id === id)
      await this.confirms(this.study.item(form, check?.items[0] ?? '')?.def, reason)
    }
    return await this.completes(filled)
  }

  private async completes({ signed }: Filled): Promise<string> {
    const { page } = this
    const standing = page.getByRole('status').filter({ hasText: /left before this form is complete/ })
    const button = page.getByRole('button', { name: /^Complete/ })
    await page.keyboard.press('Control+Enter')
    await expect.poll(async () => (await button.count()) === 0 || (await standing.count()) > 0).toBe(true)
    if ((await standing.count()) > 0) return (await standing.textContent()) ?? ''
    if (signed) await this.signs()
    return ''
  }

  /** The way from one form to the next is a key; to the first of a visit and to a log it is the casebook. */
  private async opens({ visit, forms }: Played, filled: Filled, again?: 'again'): Promise<void> {
    const oid = formOid(filled.path)
    const def = this.study.form(oid)
    const event = this.study.event(visit.event)
    if (!def || !event) throw new Error(`no form ${filled.path}`)
    const before = forms[forms.indexOf(filled) - 1]
    const isNext = !again && before && event.forms.indexOf(oid) === event.forms.indexOf(formOid(before.path)) + 1
    if (event.kind === 'log') {
      await this.toCasebook()
      await this.casebook.openLog(logNames[oid] ?? def.title.en)
      await this.casebook.add('New')
      return
    }
    if (isNext) await this.page.keyboard.press('Control+ArrowDown')
    else {
      await this.toCasebook()
      await this.casebook.cell(def.title.en, event.title.en).click()
    }
    await expect(this.page.getByRole('heading', { level: 1, name: def.title.en, exact: true })).toBeVisible()
    await expect(this.page.locator('[data-form]')).toBeVisible()
  }

  private async types(path: FormPath, { group, row = 0, item, text }: Typed): Promise<void> {
    const form = formOid(path)
    const def = this.study.item(form, item)?.def
    if (!def) throw new Error(`no item ${form}.${item}`)
    const name = `${group}/${item}`
    if (isLimit(def)) {
      await this.limits(group, def, text)
      return
    }
    if (this.study.group(form, group)?.repeating && (await this.form.control(name, row).count()) === 0)
      await this.form.addRowTo(name)
    await this.form.type(name, text, row)
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

  /** By the way that the form shows, for the day of the dose; the gate says what the script expects of it. */
  private async releases({ path, typed, gate }: Filled, entered: string): Promise<void> {
    const { page } = this
    const agent = agentOf(this.study, formOid(path))
    if (!gate || !agent) return
    const start = typed.find(({ item }) => item === doseItems[agent].start)?.text.slice(0, 10) ?? ''
    // A dose is released before it begins, wherever this machine's clock stands, also where it is entered long after.
    await this.isOn(start < entered ? start : entered, '06:00')
    await page.getByRole('link', { name: 'Dose release' }).click()
    const planned = page.getByLabel('Planned for')
    const [year, month, day] = start.split('-')
    await planned.fill(`${day}.${month}.${year}`)
    await planned.press('Enter')
    await page.getByLabel('Your password').fill(PASSWORD)
    await page.getByRole('button', { name: signing[gate.decision] }).click()
    await expect(page.getByRole('status').filter({ hasText: 'The decision stands' })).toBeVisible()
    await this.isOn(entered, '15:00')
    // Another day is another address: back over that one too.
    do await page.goBack()
    while (!page.url().includes('/form/'))
    await expect(page.locator('[data-form]')).toBeVisible()
  }

  /** What the check says of an item is as it should be. */
  private async confirms(def: ItemDef | undefined, reason: string): Promise<void> {
    const { page } = this
    const check = page.getByRole('group', { name: `Check of ${def?.label.en ?? ''}`, exact: true })
    await check.getByRole('button', { name: 'Confirm because…' }).click()
    const panel = page.getByRole('group').filter({ has: page.getByRole('radio', { name: 'Another reason' }) })
    await panel.getByRole('radio', { name: 'Another reason' }).check()
    await panel.getByRole('textbox').fill(reason)
    await panel.getByRole('button', { name: 'Confirm' }).click()
    await expect(panel).toHaveCount(0)
  }

  private async signs(): Promise<void> {
    const { page } = this
    await page.getByRole('button', { name: 'Sign form' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Your password').fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Sign', exact: true }).click()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(dialog).toHaveCount(0)
  }
}

const incomplete = ({ path }: Filled, missing: string) => new Error(`${path} cannot be completed: ${missing}`)

const isLimit = (def: ItemDef): def is ItemDef & { type: 'decimal' } =>
  def.type === 'decimal' && def.limitOf !== undefined

const signing = {
  RELEASED: 'Sign release',
  REDUCED: 'Sign reduced dose',
  HOLD: 'Sign hold',
  STOP: 'Sign stop',
} as const

/** What the screen calls logs that have a name of their own. */
const logNames: Readonly<Record<string, string>> = {
  AE: 'Adverse events',
  CM: 'Concomitant medication',
  MH: 'Medical history',
}
