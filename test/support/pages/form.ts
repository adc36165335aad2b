import { type Locator, type Page, expect } from '@playwright/test'

/** What stands in an item, as a person reads it: codes by their words, dates as they are shown. */
export interface Shown {
  readonly text: string
  readonly unit?: string
}

/**
 * A form, filled as a person at the keyboard does. Items are named by the end of their path: `VITALS/SYSBP`, and
 * `READINGS/SYSBP` with the number of the row in a table of rows.
 */
export class Form {
  constructor(private readonly page: Page) {}

  /** The line of an item: label, control, marks and what is asked about it. */
  item(name: string, row = 0): Locator {
    const [group = '', oid = ''] = name.split('/')
    return this.page
      .locator(`[data-item$="/${group}/${oid}"], [data-item*="/${group}:"][data-item$="/${oid}"]`)
      .filter({ has: this.page.locator('[data-entry]') })
      .nth(row)
  }

  control(name: string, row = 0): Locator {
    return this.item(name, row).locator('[data-entry]')
  }

  /** Types an answer and goes on to the next item. A code is typed as its code, which every list takes. */
  async enter(name: string, answer: string, { row = 0, unit }: { row?: number; unit?: string } = {}): Promise<void> {
    const control = this.control(name, row)
    if ((await control.getAttribute('role')) === 'radiogroup') {
      await control.locator('label', { has: this.page.locator(`input[value="${answer}"]`) }).click()
      return
    }
    const choosesUnit = unit !== undefined && (await this.item(name, row).locator('select[data-unit]').count()) > 0
    await control.focus()
    await control.selectText()
    await this.page.keyboard.type(choosesUnit ? `${answer} ${unit}` : answer)
    await this.page.keyboard.press('Enter')
  }

  /** Answers in the order given, each by its item's name. */
  async fill(answers: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, answer] of Object.entries(answers)) await this.enter(name, answer)
  }

  /** Puts an answer in at once, as a paste does, and goes on: for what is long and not about typing. */
  async put(name: string, answer: string, row = 0): Promise<void> {
    const control = this.control(name, row)
    const role = await control.getAttribute('role')
    if (role === 'radiogroup') await control.locator(`input[value="${answer}"]`).check({ force: true })
    else if (role === 'group')
      for (const code of answer.split(' ')) await control.locator(`input[value="${code}"]`).check({ force: true })
    else {
      await control.fill(answer)
      await control.press((await control.evaluate((node) => node.tagName)) === 'TEXTAREA' ? 'Tab' : 'Enter')
    }
  }

  /**
   * Types an answer by the keyboard alone, as somebody fast at it does: text and Enter, the number of an answer in a short
   * list, Space for each of several.
   */
  async type(name: string, answer: string, row = 0): Promise<void> {
    const { keyboard } = this.page
    const asked = await this.control(name, row).evaluate((control, codes) => {
      const inputs = [...control.querySelectorAll('input')]
      const kind = control.getAttribute('role')
      const at =
        kind === 'group' || kind === 'radiogroup'
          ? codes.map((code) => inputs.findIndex(({ value }) => value === code))
          : []
      const first =
        kind === 'group' ? inputs[at[0] ?? 0] : (inputs.find(({ checked }) => checked) ?? inputs[0] ?? control)
      if (first instanceof HTMLElement) first.focus()
      if (first instanceof HTMLInputElement && first.type === 'text') first.select()
      return { kind, at, isLong: control.tagName === 'TEXTAREA', count: inputs.length }
    }, answer.split(' '))
    if (asked.kind === 'radiogroup') {
      const [at = -1] = asked.at
      if (at < 0) throw new Error(`${name} has no answer ${answer}`)
      // A code of one letter or digit is its own key; any other answer goes by its number.
      await keyboard.press(answer.length === 1 ? answer : String(at + 1))
      return
    }
    if (asked.kind === 'group') {
      for (const code of answer.split(' ')) await this.control(name, row).locator(`input[value="${code}"]`).press(' ')
      await keyboard.press('Enter')
      return
    }
    await keyboard.insertText(answer)
    await keyboard.press(asked.isLong ? 'Tab' : 'Enter')
  }

  /** Adds a row to the table that has this item. */
  async addRowTo(name: string): Promise<void> {
    const [group = ''] = name.split('/')
    await this.page.locator(`[data-group="${group}"]`).getByRole('button', { name: 'Add a row' }).click()
    await expect(this.control(name)).toBeVisible()
  }

  async addRow(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add a row' }).click()
  }

  /** Answers the question why a value changes that someone relied on. */
  async because(name: string, reason: string): Promise<void> {
    const item = this.item(name)
    await item.getByRole('radio', { name: reason }).check()
    await item.getByRole('button', { name: 'Save' }).click()
    await expect(item.getByRole('button', { name: 'Save' })).toHaveCount(0)
  }

  /** Values that stand against each other in an item, each with who entered it. */
  contested(name: string): Locator {
    return this.page.locator(`[data-item$="/${name}"]`).getByRole('group', { name: 'Values of' })
  }

  /** Decides for one of the values that stand against each other. */
  async decide(name: string, value: string, words: string): Promise<void> {
    const values = this.contested(name)
    await values.getByRole('radio', { name: value }).check()
    await values.getByRole('textbox').fill(words)
    await values.getByRole('button', { name: 'Decide' }).click()
    await expect(values).toHaveCount(0)
  }

  async complete(): Promise<void> {
    await this.page.getByRole('button', { name: /^Complete/ }).click()
    await expect(this.page.getByRole('button', { name: /^Complete/ })).toHaveCount(0)
  }

  /** Everything that stands in the form's controls, by the item's path without the ids of rows and entries. */
  async read(): Promise<ReadonlyMap<string, Shown>> {
    await expect(this.page.locator('[data-form]')).toBeVisible()
    const seen = await this.page.locator('[data-item]:has([data-entry])').evaluateAll((lines) => {
      const rows = new Map<string, string[]>()
      return lines.map((line) => {
        const steps = (line.getAttribute('data-item') ?? '').split('/')
        const [group = '', id] = (steps[2] ?? '').split(':')
        const known = rows.get(group) ?? []
        rows.set(group, known)
        if (id !== undefined && !known.includes(id)) known.push(id)
        const place = id === undefined ? group : `${group}[${known.indexOf(id)}]`
        const control = line.querySelector('[data-entry]')
        const chosen = control?.querySelector('input:checked')?.closest('label')?.textContent
        const text =
          control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement ? control.value : (chosen ?? '')
        const beside = line.querySelector('[data-unit]')
        const unit = beside instanceof HTMLSelectElement ? beside.selectedOptions[0]?.text : beside?.textContent
        return { path: `${place}/${steps[3] ?? ''}`, text: text.trim(), unit: unit ?? undefined }
      })
    })
    return new Map(seen.map(({ path, text, unit }) => [path, unit === undefined ? { text } : { text, unit }]))
  }
}
