import type { Casebook, FormState } from '#shared/casebook/casebook'
import { findingsOf } from '#shared/casebook/findings'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { layoutOf } from '#shared/casebook/layout'
import { referableOf } from '#shared/casebook/links'
import {
  type FormPath,
  type GroupPath,
  type ItemPath,
  formOid,
  formPath,
  groupPath,
  itemPath,
  eventOf,
  steps,
} from '#shared/casebook/path'
import type { ChangeBody, Entry, ItemChange, Logged, SignatureMeaning } from '#shared/change/change'
import type { Unsigned } from '#shared/change/signature'
import { type Answer, doseItems } from '#shared/dose-release/agents'
import { agentOf } from '#shared/dose-release/doses'
import { askGate, signableOf } from '#shared/dose-release/release'
import type { SubjectKey } from '#shared/ids'
import { PartialDate, daysBetween } from '#shared/partial-date'
import { type CompiledStudy, compileStudy } from '#shared/study/compile'
import { readEntry } from '#shared/study/read-entry'
import { type Answers, type Row, type Script, type Visit } from './script'
import { usual } from './usual'

/** Whoever writes down what a script says: each act becomes a change of theirs, which is given back. */
export interface Hand {
  readonly subject: SubjectKey
  /** Names a row or a log entry. */
  uuid(): string
  /** Offset of the clock on that day, `+01:00`. */
  offset(on: string): string
  asserts(on: string, body: ChangeBody): Logged
  /** The investigator's word on a finding. */
  confirms(on: string, body: ChangeBody): Logged
  /** The investigator's signature under a dose. */
  releases(on: string, release: Unsigned<'dose-release'>): Logged
  /** The investigator's signature under a form as it stands. */
  signs(on: string, form: FormState, meaning: SignatureMeaning): Logged
}

/** What was typed into one item, in the order of typing. */
export interface Typed {
  readonly group: string
  /** The row of a repeating group, from 0. */
  readonly row: number | undefined
  readonly item: string
  readonly text: string
}

export interface Filled {
  readonly path: FormPath
  readonly typed: readonly Typed[]
  /** What the gate said before it, of a form that records a dose. */
  readonly gate: Answer | undefined
  /** What the investigator signed it with, where the study counts on that. */
  readonly signed: SignatureMeaning | undefined
}

/** A visit as it was entered. */
export interface Played {
  readonly visit: Visit
  readonly forms: readonly Filled[]
  /** What the gate said before the dose of 177Lu. */
  readonly gate: Answer | undefined
  /** As it stood when the visit was entered. */
  readonly casebook: Casebook
}

/** Goes through a script visit by visit, filling what each form asks then, as somebody at the screen would. */
export function* walk(script: Script, hand: Hand): Generator<Played> {
  const walker = new Walker(script, hand)
  for (const visit of script.visits) yield walker.visits(visit)
}

class Walker {
  private readonly study: CompiledStudy
  private casebook: Casebook
  private readonly seen = new Set<string>()
  private doses = 0

  constructor(
    private readonly script: Script,
    private readonly hand: Hand,
  ) {
    this.study = compileStudy(script.study)
    this.casebook = emptyCasebook(hand.subject)
  }

  visits(visit: Visit): Played {
    const event = this.study.event(visit.event)
    if (!event) throw new Error(`${this.study.version.study.name} has no visit ${visit.event}`)
    const unknown = Object.keys(visit.unlike ?? {}).find((form) => !event.forms.includes(form))
    if (unknown !== undefined) throw new Error(`${visit.event} does not ask ${unknown}`)
    const repeat = event.kind === 'unscheduled' ? { repeat: this.hand.uuid() } : {}
    const forms: Filled[] = []
    let gate: Answer | undefined
    for (const oid of visit.only ?? event.forms) {
      if (visit.without?.includes(oid)) continue
      const instance = event.kind === 'log' ? { repeat: this.hand.uuid() } : {}
      const path = formPath({ oid: visit.event, ...repeat }, { oid, ...instance })
      const said = this.releases(visit, path)
      if (agentOf(this.study, oid) === 'LU177') {
        gate = said
        this.doses++
      }
      forms.push({ ...this.fills(visit, path), gate: said })
    }
    return { visit, forms, gate, casebook: this.casebook }
  }

  /** Every dose is asked of its gate and signed before it is given, for the moment at which it is to begin. */
  private releases(visit: Visit, path: FormPath): Answer | undefined {
    const oid = formOid(path)
    const agent = agentOf(this.study, oid)
    if (agent === undefined) return undefined
    const { start } = doseItems[agent]
    const text = this.answers(oid, visit)[start]
    const entry = typeof text === 'string' ? this.reads(oid, start, text, visit) : undefined
    if (entry?.state !== 'value') return undefined
    const asked = askGate(this.study, this.casebook, { event: eventOf(path), agent, planned: entry.text })
    const release = asked && signableOf(asked)
    if (typeof release === 'string') throw new Error(`${path} cannot be signed: ${release}`)
    if (release) this.casebook = fold([this.hand.releases(visit.on, release)], this.casebook)
    return asked?.answer
  }

  private fills(visit: Visit, path: FormPath): Omit<Filled, 'gate'> {
    const oid = formOid(path)
    const answers = this.answers(oid, visit)
    const typed: Typed[] = []
    for (const group of this.study.form(oid)?.groups ?? []) {
      const at = groupPath(path, { oid: group.oid })
      if (!group.repeating) typed.push(...this.fillsGroup(visit, path, at, undefined, textsOf(answers)))
      else
        for (const [n, row] of rowsOf(answers, group.oid).entries()) {
          const rowPath = groupPath(path, { oid: group.oid, repeat: this.hand.uuid() })
          typed.push(...this.fillsGroup(visit, path, rowPath, n, row))
        }
    }
    this.seen.add(oid)
    for (const [check, reason] of Object.entries(visit.confirms?.[oid] ?? {})) this.confirms(visit, path, check, reason)
    this.says(entered(visit), { kind: 'status', form: path, bases: [], status: 'complete' })
    return { path, typed, signed: this.signs(visit, path) }
  }

  /** What the study counts on only when it is signed is signed once it is complete. */
  private signs(visit: Visit, path: FormPath): SignatureMeaning | undefined {
    const form = this.casebook.forms.get(path)
    const { anchors } = this.study.version
    const signed = anchors.find(
      ({ form: oid, event = visit.event, signed }) => signed && oid === formOid(path) && event === visit.event,
    )?.signed
    if (form && signed) this.casebook = fold([this.hand.signs(entered(visit), form, signed)], this.casebook)
    return form && signed
  }

  private answers(form: string, visit: Visit): Answers {
    return { ...this.usual(form, visit), ...visit.unlike?.[form] }
  }

  private usual(form: string, visit: Visit): Answers | undefined {
    const { study, script, doses } = this
    const consent = script.visits[0]?.on ?? visit.on
    const before = script.visits[script.visits.indexOf(visit) - 1]?.on ?? visit.on
    const since = daysBetween(dayOf(before), dayOf(visit.on)).least
    return usual(form, { study, person: script.person, visit, consent, first: !this.seen.has(form), since, doses })
  }

  private fillsGroup(
    visit: Visit,
    form: FormPath,
    at: GroupPath,
    row: number | undefined,
    answers: Row,
  ): readonly Typed[] {
    const group = steps(at)[2]?.oid ?? ''
    const items = this.study.group(formOid(form), group)?.items ?? []
    const typed: Typed[] = []
    let waiting: ItemChange[] = []
    const write = () => {
      if (waiting.length > 0) this.says(entered(visit), { kind: 'value', items: waiting })
      waiting = []
    }
    for (const def of items) {
      const text = answers[def.oid]
      if (def.type === 'calculated' || text === undefined) continue
      const path = itemPath(at, def.oid)
      if (def.when !== undefined) {
        // Whether it is asked may rest on what was just typed.
        write()
        if (!this.asks(form, path)) continue
      }
      waiting.push(this.change(form, path, def.oid, text, visit))
      typed.push({ group, row, item: def.oid, text })
    }
    write()
    return typed
  }

  private asks(form: FormPath, path: ItemPath): boolean {
    const groups = layoutOf(this.study, this.casebook, form)?.groups ?? []
    return groups.some(({ rows }) =>
      rows.some(({ items }) => items.some((item) => item.path === path && item.expected)),
    )
  }

  private change(form: FormPath, path: ItemChange['path'], item: string, text: string, visit: Visit): ItemChange {
    const entry = this.reads(formOid(form), item, text, visit)
    const heads = this.casebook.forms.get(form)?.items.get(path)?.heads ?? []
    return { path, bases: heads.map(({ ref }) => ref), entry }
  }

  private reads(form: string, item: string, text: string, visit: Visit): Entry {
    const placed = this.study.item(form, item)
    if (!placed) throw new Error(`no item ${form}.${item}`)
    const codes = this.study.codeListOf(placed.def)?.codes.map(({ code }) => code)
    const records = referableOf(this.study, this.casebook, placed.def)?.list.codes.map(({ code }) => code)
    const read = readEntry(
      placed.def,
      { text },
      {
        today: entered(visit),
        zoneOffset: this.hand.offset(visit.on),
        ...(codes && { codes }),
        ...(records && { records }),
      },
    )
    if (!read.ok) throw new Error(`${form}.${item} cannot be ${text}: ${read.reason}`)
    return read.entry
  }

  private confirms(visit: Visit, form: FormPath, check: string, reason: string): void {
    const on = entered(visit)
    const finding = findingsOf(this.study, this.casebook, form, on).find((one) => one.check === check)
    if (!finding) throw new Error(`${check} is not found at ${form}`)
    const body = { kind: 'confirm' as const, form, check, evidence: [...finding.evidence], reason }
    this.casebook = fold([this.hand.confirms(on, body)], this.casebook)
  }

  private says(on: string, body: ChangeBody): void {
    this.casebook = fold([this.hand.asserts(on, body)], this.casebook)
  }
}

const entered = ({ on, entered: later = on }: Visit): string => later

const dayOf = (iso: string): PartialDate => {
  const date = PartialDate.parse(iso)
  if (!date) throw new Error(`${iso} is no day`)
  return date
}

const textsOf = (answers: Answers): Row =>
  Object.fromEntries(
    Object.entries(answers).flatMap(([item, value]) => (typeof value === 'string' ? [[item, value]] : [])),
  )

function rowsOf(answers: Answers, group: string): readonly Row[] {
  const rows = answers[group]
  return rows === undefined || typeof rows === 'string' ? [] : rows
}
