import { useMemo, useSyncExternalStore } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { kioskItem } from '#shared/casebook/kiosk'
import type { FormPath } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import type { FormDef, Language } from '#shared/study/definition'
import type { KioskDef } from '#shared/study/kiosk-definition'
import { useToday } from '../../app/clock'
import { usePlace, useSubject } from '../../app/place'
import { useSession } from '../../app/store'
import { useDraftShelf } from '../../entry/shelves'
import { useSitting } from '../../entry/use-sitting'
import { useRecorder } from '../../entry/use-world'
import { offsetOf } from '../../form/instant'
import type { ItemView } from '../../form/scene'
import type { World } from '../../form/world'
import { useTexts } from '../../ui/language'
import { NOT_APPLICABLE } from './options'
import { kioskTexts } from './texts'

interface Answers {
  /** What is asked now, in order. An item with two values is for staff to settle first. */
  readonly questions: readonly ItemView[]
  /** Notes that the participant begins, and in which language; what staff entered before stays. */
  readonly begin: () => void
  readonly answer: (item: ItemView, text: string) => void
  readonly leaveOut: (item: ItemView) => void
}

interface Inputs {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly def: FormDef
  readonly kiosk: KioskDef
  readonly form: FormPath
  readonly language: Language
}

/** The questions of a form and what is done with the answers: stored at once, through the same sitting as any entry. */
export function useAnswers({ study, casebook, def, kiosk, form, language }: Inputs): Answers {
  const say = useTexts(kioskTexts)
  const world = useWorld(study, casebook, language)
  // By the nurse who handed the device over; the source says who answered.
  const record = useRecorder(world, 'participant')
  const sitting = useSitting(form, world, record, useDraftShelf(useSubject(), 'participant'))
  const scene = useSyncExternalStore(sitting.subscribe, sitting.current)

  const questions = useMemo(() => {
    const shown = scene.groups.find((group) => group.def.oid === kiosk.questions)?.rows[0]?.items ?? []
    return shown
      .flatMap((path) => scene.items.get(path) ?? [])
      .filter((item) => item.def.type !== 'calculated' && !item.state?.contested)
  }, [scene, kiosk])

  const enter = (item: string, text: string, over: boolean) => {
    const path = kioskItem(def, form, item)
    const view = path && sitting.item(path)
    if (!view || (!over && view.state?.value !== undefined && view.state.value.state !== 'blank')) return
    const outcome = sitting.enter(view.path, { text })
    // Their answer replaces what they said before a pause: no nurse is there to be asked why.
    if (outcome.kind === 'reason-wanted') sitting.explain(view.path, say('changed'))
  }
  return {
    questions,
    begin() {
      // In the order of the form: one answer may be what shows the next. A published record has no order of its own.
      for (const { oid } of def.groups.flatMap(({ items }) => items)) {
        const text = kiosk.begin[oid]
        if (text !== undefined) enter(oid, text, false)
      }
      if (kiosk.date !== undefined) enter(kiosk.date, sitting.today(), false)
      if (kiosk.time !== undefined) enter(kiosk.time, timeNow(), false)
      if (kiosk.language !== undefined) enter(kiosk.language, language, true)
    },
    answer({ def: { oid }, path }, text) {
      if (text === NOT_APPLICABLE) sitting.enterMissing(path, 'NA', say('notApplicable'))
      else enter(oid, text, true)
    },
    leaveOut: ({ path }) => sitting.enterMissing(path, 'ND', say('leftOut')),
  }
}

function useWorld(study: CompiledStudy, casebook: Casebook, language: Language): World {
  const today = useToday()
  const { user, boot } = useSession()
  const [role] = usePlace().roles
  const { id } = user
  return useMemo(
    () => ({ study, casebook, today, language, zoneOffset: offsetOf(new Date()), author: { id, role, boot } }),
    [study, casebook, today, language, id, role, boot],
  )
}

function timeNow(): string {
  const now = new Date()
  return [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
}
