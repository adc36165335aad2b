import { trials } from '#forms/studies'
import type { Casebook } from '#shared/casebook/casebook'
import { headRefs } from '#shared/casebook/derive'
import { findingsOf } from '#shared/casebook/findings'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { layoutOf } from '#shared/casebook/layout'
import { type FormPath, formOf, formOid, formPath, groupOf, itemOf, steps } from '#shared/casebook/path'
import { journeyOf } from '#shared/casebook/phases'
import { scheduleOf } from '#shared/casebook/schedule'
import { summarise } from '#shared/casebook/summary'
import { type ChangeBody, type Logged, refOf } from '#shared/change/change'
import { SiteId } from '#shared/ids'
import { type CompiledStudy, compileStudy } from '#shared/study/compile'
import { expect, test } from 'vitest'
import { FilledParticipant, placesOf } from '../support/whole-casebook'

const TODAY = '2024-03-01'
const ROUNDS = 14

/** Everything that is worked out from a casebook, in a form that two can be compared in. */
function followsFrom(study: CompiledStudy, casebook: Casebook, today: string) {
  const forms = [...casebook.forms.keys()].sort().map((form) => ({
    form,
    findings: findingsOf(study, casebook, form, today),
    items: layoutOf(study, casebook, form)?.groups.flatMap(({ rows }) =>
      rows.flatMap(({ path, items }) => [
        path,
        ...items.map(({ expected, visible, required, calculation }) =>
          [expected, visible, required, JSON.stringify([calculation?.entry, calculation?.seen])].join(' '),
        ),
      ]),
    ),
  }))
  const { assigned, stays } = journeyOf(study, casebook)
  const place = { study: study.version.study.id, site: SiteId.parse('NL01') }
  const summary = summarise(study, casebook, place, today)
  return { forms, assigned, stays, schedule: scheduleOf(study, casebook), summary }
}

/** What someone might do next: corrections, contests, records that come and go, visits dated anew, decisions on what is held. */
function nextActs(study: CompiledStudy, casebook: Casebook, person: FilledParticipant): readonly Logged[] {
  const { chance } = person.values
  const form = chance.among([...casebook.forms.values()])
  const says = (body: ChangeBody) => [person.says(body)]
  const heads = (scope: Parameters<typeof headRefs>[0]) => [...headRefs(scope, form.items)]
  const items = [...form.items.values()]
  const entering = (bases: 'seen' | 'blind', blank = false): ChangeBody | undefined => {
    if (items.length === 0) return undefined
    const item = chance.among(items)
    const def = study.item(formOid(form.path), itemOf(item.path))?.def
    const entry = blank ? ({ state: 'blank' } as const) : def && person.values.entry(def, '2024-02-26')
    const seen = bases === 'seen' ? item.heads.map(({ ref }) => ref) : []
    return entry && { kind: 'value', items: [{ path: item.path, bases: seen, entry, reason: 'So in source' }] }
  }
  const said = (body: ChangeBody | undefined) => (body ? says(body) : [])
  const act = chance.whole(0, 11)
  switch (act) {
    case 0:
      return said(entering('blind'))
    case 1:
      return said(entering('seen', true))
    case 2:
      return says({ kind: 'withdraw', scope: form.path, bases: heads(form.path), reason: 'Twice' })
    case 3: {
      const row = items.map(({ path }) => groupOf(path)).find((group) => steps(group)[2]?.repeat !== undefined)
      return row ? says({ kind: 'withdraw', scope: row, bases: heads(row), reason: 'Twice' }) : []
    }
    case 4:
      return says({
        kind: 'status',
        form: form.path,
        bases: [...(form.status?.heads ?? [])],
        status: chance.one(['in-progress', 'complete', 'not-done']),
        reason: 'Said so',
      })
    case 5: {
      const body = entering('seen')
      if (!body || body.kind !== 'value') return []
      const held = person.says(body, 'missing-reason')
      const scopes = body.items.map(({ path }) => path)
      const decision = chance.one(['release', 'decline'] as const)
      return [held, ...says({ kind: 'release', target: refOf(held.change), scopes, decision, reason: 'Looked' })]
    }
    case 6: {
      const [finding] = findingsOf(study, casebook, form.path, TODAY)
      if (!finding) return []
      const { check, evidence } = finding
      return says({ kind: 'confirm', form: form.path, check, evidence: [...evidence], reason: 'So in source' })
    }
    case 7:
      return begins(study, casebook, person)
    case 8: {
      const body = entering('seen')
      if (!body) return []
      // On its way first, and received later.
      const { change, receipt } = person.says(body)
      return chance.one([[{ change }], [{ change }, { change, ...(receipt && { receipt }) }]])
    }
    case 9: {
      const visit = [...casebook.forms.values()].find(({ path }) => formOid(path) === study.version.visitDate.form)
      const date = [...(visit?.items.values() ?? [])].find(({ path }) => itemOf(path) === study.version.visitDate.item)
      if (!date) return []
      const entry = chance.one([{ state: 'blank' } as const, { state: 'value', text: '2024-02-02' } as const])
      return says({ kind: 'value', items: [{ path: date.path, bases: date.heads.map(({ ref }) => ref), entry }] })
    }
    default:
      return said(entering('seen'))
  }
}

/** A form that nobody began yet, or another record of a log. */
function begins(study: CompiledStudy, casebook: Casebook, person: FilledParticipant): readonly Logged[] {
  const { chance } = person.values
  const event = chance.among(study.events)
  if (event.kind === 'unscheduled' || event.forms.length === 0) return []
  const oid = chance.among(event.forms)
  const path: FormPath = formPath(
    { oid: event.oid },
    study.form(oid)?.repeating ? { oid, repeat: chance.uuid() } : { oid },
  )
  if (casebook.forms.has(path)) return []
  return placesOf(study, path, chance, 1)
    .slice(0, 6)
    .flatMap(({ path: item, def }) => {
      const entry = person.values.entry(def, '2024-02-20')
      return entry && formOf(item) ? [person.says({ kind: 'value', items: [{ path: item, bases: [], entry }] })] : []
    })
}

test.each(trials.map((version) => [version.study.name, version] as const))(
  'what follows from a casebook of %s, kept through whatever is done to it, is what follows from all of it at once',
  (_, version) => {
    const study = compileStudy(version)
    const person = new FilledParticipant(study, { visits: 9, logs: 1, seed: version.forms.length })
    let kept = fold(person.log(), emptyCasebook(person.subject))
    const log: Logged[] = [...person.log()]
    followsFrom(study, kept, TODAY)
    for (let round = 0; round < ROUNDS; round++) {
      const steps_ = person.values.chance.whole(1, 4)
      for (let step = 0; step < steps_; step++) {
        const news = nextActs(study, kept, person)
        log.push(...news)
        // Some are asked about after each change, others after several.
        for (const logged of news) kept = fold([logged], kept)
      }
      const today = round === ROUNDS - 1 ? '2024-02-10' : TODAY
      expect(followsFrom(study, kept, today)).toEqual(
        followsFrom(study, fold(log, emptyCasebook(person.subject)), today),
      )
    }
  },
  120_000,
)
