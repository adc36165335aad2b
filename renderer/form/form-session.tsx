import {
  createContext,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import { flushSync } from 'react-dom'
import { type UseFormReturn, useForm } from 'react-hook-form'
import type { ItemPath } from '#shared/casebook/path'
import type { Suggestion } from '#shared/clinical/ctcae/suggestion'
import type { ChangeKind, Closing } from '#shared/change/change'
import { standsForGood } from '#shared/review/once'
import type { Role } from '#shared/roles'
import type { DraftShelf, Typed, TypedForm } from './draft-shelf'
import { fieldName, unitName } from './field-name'
import { focusAfter, focusItem } from './focus'
import type { ItemView, Scene } from './scene'
import { codeMeant, referencesOf } from './shown'
import type { Sitting } from './sitting'
import { type Entered, type World, maySay } from './world'

export interface FormSession {
  readonly sitting: Sitting
  /** What is being typed; nothing here is stored yet. */
  readonly fields: UseFormReturn<TypedForm>
  readonly role: Role
  readonly mayEnter: boolean
  readonly mayResolve: boolean
  /** Not once it holds what was given once and for all. */
  readonly mayWithdraw: boolean
  readonly mayConfirm: boolean
  readonly mayAsk: boolean
  /** That personal data be blacked out. */
  readonly mayAskToBlackOut: boolean
  /** Takes what stands in the control of an item, as leaving it does. */
  readonly take: (path: ItemPath) => Entered
  /** Puts back what is stored. */
  readonly restore: (path: ItemPath) => void
  /** Takes an item and goes on to the next, or back; stays where it is when something has to be said first. */
  readonly advance: (path: ItemPath, back?: boolean) => void
  /** Opens the adverse event that a result suggests, begun where it is new; left out where there is no form for it. */
  readonly openEvent: ((suggestion: Suggestion) => void) | undefined
  /** Goes to the record that a link leads to. */
  readonly openRecord: ((reference: string) => void) | undefined
}

const SessionContext = createContext<FormSession | undefined>(undefined)

export function useFormSession(): FormSession {
  const session = useContext(SessionContext)
  if (!session) throw new Error('a form part is drawn outside its session')
  return session
}

/** One item; draws again when something about this item changes, and never while something is typed. */
export function useItem(path: ItemPath): ItemView | undefined {
  const { sitting } = useFormSession()
  return useSyncExternalStore(sitting.subscribe, () => sitting.item(path))
}

/** What a part of the form needs of the scene; `pick` must give back something the scene keeps. */
export function useScene<T>(sitting: Sitting, pick: (scene: Scene) => T): T {
  return useSyncExternalStore(sitting.subscribe, () => pick(sitting.current()))
}

interface FormSessionProviderProps {
  readonly sitting: Sitting
  readonly world: World
  /** Keeps what could not be taken while the person is elsewhere. */
  readonly shelf: DraftShelf
  /** How far the form is closed: by itself, or with what is around it. */
  readonly closing?: Closing
  readonly openEvent?: FormSession['openEvent']
  readonly openRecord?: FormSession['openRecord']
  readonly children: ReactNode
}

/** Everything the parts of one form share. Nothing that was typed is lost when it goes away. */
export function FormSessionProvider(props: FormSessionProviderProps) {
  const { sitting, world, shelf, closing = 'open', openEvent, openRecord, children } = props
  const [kept] = useState(() => {
    const drafts = shelf.of(sitting.form)
    // Begun before anything is drawn: a control shows what is stored only where nobody began.
    for (const path of sitting.current().items.keys()) if (fieldName(path) in drafts) sitting.begin(path)
    return drafts
  })
  const fields = useForm<TypedForm>({ defaultValues: kept, shouldUnregister: false })
  const { role, untrained = false } = world.author
  const stays = standsForGood(world.study, world.casebook, sitting.form)
  // The way to another screen is another function with every drawing; what is being typed must not notice.
  const opens = useRef({ openEvent, openRecord })
  useLayoutEffect(() => {
    opens.current = { openEvent, openRecord }
  })
  const hasEvents = openEvent !== undefined
  const hasRecords = openRecord !== undefined

  const session = useMemo((): FormSession => {
    const may = (kind: ChangeKind) => maySay({ role, untrained }, kind, closing)
    const refuse = (path: ItemPath, reason: string) => fields.setError(fieldName(path), { type: reason })
    const take = (path: ItemPath): Entered => {
      const item = sitting.item(path)
      const name = fieldName(path)
      if (!item) return { kind: 'same' }
      if (!sitting.begun(path)) return sitting.retry(path) ?? { kind: 'same' }
      const typed = textOf(fields.getValues(name))
      const unit = textOf(fields.getValues(unitName(path)))
      const untouched = typed === item.edit && (typed === '' || unit === '' || unit === item.unit)
      if (untouched) {
        fields.clearErrors(name)
        const again = sitting.retry(path)
        if (!again) sitting.drop(path)
        return again ?? { kind: 'same' }
      }
      const text = meantBy(item, typed)
      const outcome = sitting.enter(path, { text, ...(unit !== '' && { unit }) })
      if (outcome.kind === 'unreadable') refuse(path, outcome.reason)
      else fields.clearErrors(name)
      if (outcome.kind === 'same' || outcome.kind === 'stored') showStored(fields, sitting.item(path))
      return outcome
    }
    return {
      sitting,
      fields,
      role,
      mayEnter: may('value'),
      mayResolve: may('resolve'),
      mayWithdraw: may('withdraw') && !stays,
      mayConfirm: may('confirm'),
      mayAsk: may('query'),
      mayAskToBlackOut: may('redaction-request'),
      take,
      restore: (path) => {
        sitting.drop(path)
        fields.clearErrors(fieldName(path))
        showStored(fields, sitting.item(path))
      },
      advance: (path, back = false) => {
        // Drawn at once: what the answer unfolds has to be there before the focus moves.
        const outcome = flushSync(() => take(path))
        if (outcome.kind === 'same' || outcome.kind === 'stored') focusAfter(path, back)
        else if (outcome.kind === 'unreadable') focusItem(path)
      },
      openEvent: hasEvents ? (suggestion) => opens.current.openEvent?.(suggestion) : undefined,
      openRecord: hasRecords ? (reference) => opens.current.openRecord?.(reference) : undefined,
    }
  }, [sitting, fields, role, untrained, closing, stays, hasEvents, hasRecords])

  useEffect(() => {
    const takeAll = () => {
      for (const path of sitting.begunItems()) session.take(path)
    }
    const onHide = () => {
      if (document.visibilityState === 'hidden') takeAll()
    }
    document.addEventListener('visibilitychange', onHide)
    window.addEventListener('pagehide', takeAll)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      window.removeEventListener('pagehide', takeAll)
      takeAll()
      shelf.keep(sitting.form, leftover(session))
    }
  }, [sitting, session, shelf])

  // What could not be taken last time says so again as soon as it is back.
  useEffect(() => {
    for (const path of sitting.current().items.keys()) {
      if (!(fieldName(path) in kept)) continue
      sitting.begin(path)
      session.take(path)
    }
  }, [sitting, session, kept])

  return <SessionContext value={session}>{children}</SessionContext>
}

/** What a text in a control means: a code by its label, one more record where several can be chosen. */
function meantBy({ def, state, options, codeList, typedAsLabel }: ItemView, typed: string): string {
  if (!typedAsLabel) return typed
  const meant = codeMeant(options, typed)
  if (def.type !== 'text' || !def.link?.many) return meant
  const now = state?.value?.state === 'value' ? referencesOf(state.value.text, codeList) : []
  return [...now.filter((other) => other !== meant), meant].join(' ')
}

export const textOf = (typed: Typed): string =>
  typeof typed === 'string' ? typed : Array.isArray(typed) ? typed.join(' ') : ''

/** Puts the stored entry into the control, as it is written there. */
export function showStored(fields: UseFormReturn<TypedForm>, item: ItemView | undefined): void {
  if (!item) return
  const { edit, unit } = item
  fields.setValue(fieldName(item.path), item.def.type === 'multi' ? edit.split(' ').filter(Boolean) : edit)
  if (unit !== undefined) fields.setValue(unitName(item.path), unit)
}

/** What stands in controls and is not stored: it could not be read, or waits for its reason. */
function leftover({ sitting, fields }: FormSession): TypedForm {
  const drafts: TypedForm = {}
  for (const path of sitting.begunItems()) {
    drafts[fieldName(path)] = fields.getValues(fieldName(path))
    drafts[unitName(path)] = fields.getValues(unitName(path))
  }
  return drafts
}
