import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { netter2 } from '#forms/netter-2/study'
import { FormPath, ItemPath } from '#shared/casebook/path'
import type { ChangeBody } from '#shared/change/change'
import { compileStudy } from '#shared/study/compile'
import { DraftShelf } from '../../../renderer/form/draft-shelf'
import { Sitting } from '../../../renderer/form/sitting'
import { Story, nurse } from '../../support/story'

const AT = '2026-03-12T10:00:00.000+01:00'
const form = FormPath.parse('SCR/VS')
const PULSE = ItemPath.parse(`${form}/VITALS/PULSE`)
const study = compileStudy(netter2)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A nurse at vital signs, on a device that stores only while `room` says so. */
function atVitals() {
  const story = new Story(study.id)
  const device = { room: true, tried: 0 }
  const casebook = story.casebook()
  const author = { id: nurse.user, role: nurse.role, boot: '0198c0de-0000-7000-8000-0000000000b0' }
  const world = { study, casebook, today: '2026-03-12', language: 'en' as const, zoneOffset: '+01:00', author }
  const stored: ChangeBody[] = []
  const sitting = new Sitting(form, world, (body: ChangeBody) => {
    device.tried++
    if (!device.room) return Promise.reject(Object.assign(new Error('no room'), { name: 'NoRoom' }))
    stored.push(body)
    story.says(nurse, AT, body)
    const logged = story.log().at(-1)
    return logged ? Promise.resolve(logged) : Promise.reject(new Error('nothing was said'))
  })
  const enters = async (text: string) => {
    sitting.begin(PULSE)
    const entered = sitting.enter(PULSE, { text })
    await sitting.settled()
    return entered.kind
  }
  const said = () => stored.map((body) => (body.kind === 'value' ? body.items.map(({ entry }) => entry) : body.kind))
  return { sitting, device, stored, said, enters, shown: () => sitting.item(PULSE) }
}

const value = (text: string) => [{ state: 'value', text, unit: '/min' }]

test('what could not be stored stays in sight with the cause, and is stored once, by itself, when it can be', async () => {
  const { sitting, device, said, enters, shown } = atVitals()
  device.room = false
  expect(await enters('72')).toBe('stored')
  expect(shown()).toMatchObject({ edit: '72', unstored: 'no-room', marks: [] })
  await vi.advanceTimersByTimeAsync(20_000)
  expect(device.tried).toBeGreaterThan(2)
  expect(shown()).toMatchObject({ edit: '72', unstored: 'no-room' })
  device.room = true
  await vi.advanceTimersByTimeAsync(20_000)
  expect(said()).toMatchObject([value('72')])
  expect(shown()).toMatchObject({ edit: '72', unstored: undefined })
  expect(sitting.unsaved()).toEqual([])
})

test('a correction takes its place, on the same bases; the same entry again is only tried again', async () => {
  const { device, said, stored, enters, shown } = atVitals()
  expect(await enters('70')).toBe('stored')
  device.room = false
  await enters('72')
  await enters('74')
  expect(shown()).toMatchObject({ edit: '74', unstored: 'no-room' })
  device.room = true
  expect(await enters('74')).toBe('stored')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(said()).toMatchObject([value('70'), value('74')])
  expect(shown()?.state).toMatchObject({ contested: false, value: { text: '74' } })
  expect(stored.at(-1)).toMatchObject({ items: [{ bases: [expect.any(String)] }] })
})

test('given up, what stood before stands again and nothing is tried any more', async () => {
  const { sitting, device, said, enters, shown } = atVitals()
  await enters('70')
  device.room = false
  await enters('72')
  sitting.drop(PULSE)
  expect(shown()).toMatchObject({ edit: '70', unstored: undefined })
  device.room = true
  await vi.advanceTimersByTimeAsync(20_000)
  expect(said()).toMatchObject([value('70')])
})

test('a reason for there being no value is kept and tried like a value', async () => {
  const { sitting, device, said, shown } = atVitals()
  device.room = false
  sitting.enterMissing(PULSE, 'ND', 'No cuff')
  await sitting.settled()
  expect(shown()?.unstored).toBe('no-room')
  expect(shown()?.missingText).toContain('No cuff')
  device.room = true
  await vi.advanceTimersByTimeAsync(20_000)
  expect(said()).toMatchObject([[{ state: 'missing', code: 'ND', reason: 'No cuff' }]])
})

test('whoever comes back to a form finds the sitting with what was not stored; once it is, it goes', async () => {
  let told = 0
  const shelf = new DraftShelf(() => told++)
  const { sitting, device, enters } = atVitals()
  shelf.enter(sitting)
  device.room = false
  await enters('72')
  expect([told, shelf.unsaved()]).toEqual([1, 1])
  shelf.leave(sitting)
  await sitting.settled()
  const none = () => {
    throw new Error('another sitting was made')
  }
  expect(shelf.sittingOf(form, none)).toBe(sitting)
  expect(shelf.unsavedForms()).toEqual([form])
  device.room = true
  await vi.advanceTimersByTimeAsync(20_000)
  expect([told, shelf.unsaved()]).toEqual([2, 0])
  expect(() => shelf.sittingOf(form, none)).toThrow()
})

test('a locked device forgets it, tries nothing again and takes nothing more', async () => {
  const shelf = new DraftShelf()
  const { sitting, device, enters } = atVitals()
  shelf.enter(sitting)
  device.room = false
  await enters('72')
  shelf.empty()
  const { tried } = device
  shelf.keep(form, { PULSE: '80' })
  shelf.leave(sitting)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(device.tried).toBe(tried)
  expect([shelf.unsaved(), shelf.of(form)]).toEqual([0, {}])
})
