import { holdsOf } from '../../casebook/anchors'
import type { FormState } from '../../casebook/casebook'
import { GroupPath, eventOf, formOid, steps } from '../../casebook/path'
import { studyAt } from '../../casebook/versions'
import { writtenIn } from '../../casebook/written'
import { type ItemDef, textIn } from '../../study/definition'
import type { GivenDef } from '../../study/tabulation-definition'
import { type ExportSubject, formsOf } from '../source'
import type { StreamedSource } from '../streamed'
import { commentsOf } from './comments'
import { demographicsOf } from './demographics'
import { domainOf } from './domains'
import { Filled, type Scope } from './filled'
import { type Spec, namesIn, specsOf } from './plan'
import { agreed, isConstant, isLeftOver, isOfResponse, numberOf, qualifierText, saysMore, studyDays } from './row-rules'
import { supplementName } from './relations'
import type { Cells, Place } from './shape'
import { Told } from './subject'
import { type Tabulation, missingName, typeIn } from './tabulation'
import { submissionUnit } from './units'
import type { Said } from './values'

/** Rows of one participant, by data set, in the order of the schedule. */
type SubjectRows = ReadonlyMap<string, readonly Cells[]>

export function rowsOf(
  source: Pick<StreamedSource, 'study' | 'asOf'>,
  tabulation: Tabulation,
  subject: ExportSubject,
): SubjectRows {
  const sheets = new Sheets(source, tabulation, subject)
  const { study } = source
  const forms = formsOf(subject)
    .map((state) => ({ state, rank: study.eventRank(steps(eventOf(state.path))[0]?.oid ?? '') }))
    .sort((a, b) => a.rank - b.rank || (a.state.path < b.state.path ? -1 : 1))
  for (const { state } of forms) sheets.fill(state)
  return sheets.finished(forms.map(({ state }) => state))
}

class Sheets {
  private readonly rows = new Map<string, Cells[]>()
  private readonly places = new Map<string, Place>()
  private readonly links: { readonly from: Place; readonly to: string }[] = []
  private readonly told: Told

  constructor(
    private readonly source: Pick<StreamedSource, 'study' | 'asOf'>,
    private readonly tabulation: Tabulation,
    subject: ExportSubject,
  ) {
    this.told = new Told(source.study, subject)
  }

  fill(state: FormState): void {
    const { study } = this.source
    const { casebook } = this.told
    const own = studyAt(study, casebook, state.path)
    const def = own.form(formOid(state.path))
    if (!def) return
    const specs = specsOf(own, def)
    const written = writtenIn(study, casebook, state.path)
    const form = new Filled(
      this.told,
      state,
      def,
      written,
      specs.some(({ domain }) => domain === 'TU'),
    )
    for (const spec of specs) {
      if (spec.when !== undefined && !holdsOf(study, casebook, state.path, spec.when)) continue
      if (spec.about !== undefined) this.more(form, spec, spec.about)
      else if (spec.tests) this.results(form, spec, spec.tests)
      else this.records(form, spec)
    }
  }

  /** One record a form, or one a row of the group. */
  private records(form: Filled, spec: Spec): void {
    for (const scope of form.scopes(spec.group)) {
      const given = [...spec.given.values()].flatMap((from) => (isConstant(from) ? [] : [form.given(scope, from)]))
      const rest = spec.rest.flatMap((item) => form.said(scope, item.oid) ?? [])
      if (given.every((said) => said.length === 0) && rest.length === 0) continue
      const row = this.row(form, spec, scope)
      row.set(`${spec.domain}SPID`, scope.path)
      const place = this.add(spec.domain, row)
      this.places.set(scope.path, place)
      if (spec.group === undefined) this.places.set(form.state.path, place)
      agreed(row, form, spec, scope)
      this.supplement(form, spec, scope, place)
    }
  }

  /** A row for each test that has a result, or a reason why it has none. */
  private results(form: Filled, spec: Spec, tests: readonly ItemDef[]): void {
    const { domain } = spec
    for (const scope of form.scopes(spec.group)) {
      const group = spec.group === undefined ? form.state.path : scope.path
      const found = tests.flatMap((item) => form.said(scope, item.oid) ?? [])
      const rest = spec.rest.some((item) => form.said(scope, item.oid))
      const head = this.row(form, spec, scope)
      if (found.length === 0 && !rest && !saysMore(head, spec)) continue
      head.set(`${domain}GRPID`, group)
      if (!head.has(`${domain}CAT`)) head.set(`${domain}CAT`, form.title)
      for (const said of found) this.places.set(said.path, this.add(domain, this.result(form, scope, spec, head, said)))
      for (const row of this.following(form, scope, spec, head)) this.add(domain, row)
      // Nothing was done at all: one row says so for the whole of it.
      if (found.length === 0)
        this.add(domain, new Map([...head, [`${domain}TESTCD`, `${domain}ALL`], [`${domain}TEST`, form.title]]))
      const place = { domain, variable: `${domain}GRPID`, value: group }
      this.places.set(group, place)
      this.supplement(form, spec, scope, place)
    }
  }

  /** Whether something holds of a row of a form, or of the form where it has one row. */
  private holds({ state }: Filled, { path }: Scope, { group }: Spec, when: string): boolean {
    const row = group === undefined ? undefined : GroupPath.parse(path)
    return holdsOf(this.source.study, this.told.casebook, state.path, when, row)
  }

  /** What follows from a row, as results that nobody entered. */
  private following(form: Filled, scope: Scope, spec: Spec, head: Cells): readonly Cells[] {
    const { domain } = spec
    return spec.following.flatMap(({ called, titled, says }): readonly Cells[] => {
      const found = says.find(({ when }) => this.holds(form, scope, spec, when))
      if (!found) return []
      const result = { TESTCD: called, TEST: titled, DRVFL: 'Y', ORRES: found.is, STRESC: found.is }
      return [new Map([...head, ...Object.entries(result).map(([suffix, text]) => [domain + suffix, text] as const)])]
    })
  }

  private result(form: Filled, scope: Scope, spec: Spec, head: Cells, said: Said): Cells {
    const { def } = said
    const { domain, titled } = spec
    const row = new Map(head)
    const set = (suffix: string, text: string) => text !== '' && row.set(domain + suffix, text)
    const other = spec.renamed[def.oid]
    const renamed = other && this.holds(form, scope, spec, other.when) ? other : undefined
    set('TESTCD', renamed?.called ?? this.tabulation.testName(domain, def.oid))
    set('TEST', renamed?.titled ?? titled[def.oid] ?? textIn(def.label, 'en'))
    if (!row.has(`${domain}SCAT`)) set('SCAT', form.groupTitle(def.oid))
    if (def.type === 'calculated') set('DRVFL', 'Y')
    if (said.missing) {
      set('STAT', 'NOT DONE')
      set('REASND', [said.missing.code, said.missing.reason].filter(Boolean).join(': '))
      return row
    }
    set('ORRES', said.collected)
    set('ORRESU', submissionUnit(said.unit))
    set('STRESC', said.standard)
    set('STRESN', said.number)
    set('STRESU', submissionUnit(said.numberUnit))
    for (const { item, side } of form.limitsOf(scope, def.oid)) {
      set(side === 'low' ? 'ORNRLO' : 'ORNRHI', item.collected)
      set(side === 'low' ? 'STNRLO' : 'STNRHI', item.number)
    }
    this.link({ domain, variable: `${domain}GRPID`, value: form.state.path }, said)
    return row
  }

  /** Rows that say more of a result: they are told beside it, or by themselves where it is not there. */
  private more(form: Filled, spec: Spec, about: string): void {
    for (const scope of form.scopes(spec.group)) {
      const test = form.code(scope, about)
      const rest = spec.rest.some((item) => form.said(scope, item.oid))
      if (test === '' && !rest) continue
      const name = test === '' ? `${spec.domain}ALL` : this.tabulation.testName(spec.domain, test)
      const there = this.rows
        .get(spec.domain)
        ?.findIndex(
          (row) => row.get(`${spec.domain}GRPID`) === form.state.path && row.get(`${spec.domain}TESTCD`) === name,
        )
      const place =
        there !== undefined && there >= 0
          ? { domain: spec.domain, variable: `${spec.domain}SEQ`, value: String(there + 1) }
          : this.alone(form, spec, scope, name)
      this.places.set(scope.path, place)
      this.supplement(form, spec, scope, place)
    }
  }

  private alone(form: Filled, spec: Spec, scope: Scope, name: string): Place {
    const { domain } = spec
    const row = this.row(form, spec, scope)
    row.set(`${domain}GRPID`, form.state.path)
    row.set(`${domain}TESTCD`, name)
    row.set(`${domain}TEST`, form.text(scope, spec.about ?? '') || form.title)
    return this.add(domain, row)
  }

  /** What every row of a spec begins with: what it is given, the visit, and what follows from its dates. */
  private row(form: Filled, { domain, given }: Spec, scope: Scope): Cells {
    const row: Cells = new Map()
    for (const [name, from] of given) this.give(row, form, scope, domain, name, from)
    const { number, name, day } = form.visit
    const set = (variable: string, text: string) => text !== '' && row.set(variable, text)
    set('VISITNUM', number)
    set('VISIT', name)
    if (domainOf(domain).class === 'findings' && !row.has(`${domain}DTC`)) set(`${domain}DTC`, day)
    if (isOfResponse(form, domain, row)) set(`${domain}LNKGRP`, eventOf(form.state.path))
    for (const [date, to] of studyDays) set(domain + to, this.told.studyDay(row.get(domain + date) ?? ''))
    set('EPOCH', this.told.epoch(row.get(`${domain}STDTC`) ?? row.get(`${domain}DTC`) ?? day))
    return row
  }

  private give(row: Cells, form: Filled, scope: Scope, domain: string, name: string, from: GivenDef): void {
    if (typeof from === 'object' && 'is' in from) {
      row.set(name, from.is)
      return
    }
    const suffix = name.slice(domain.length)
    if (typeof from === 'object') {
      const date = form.text(scope, from.date)
      const time = form.text(scope, from.time)
      // A time without its whole date says nothing.
      if (date !== '') row.set(name, date.length === 10 && time !== '' ? `${date}T${time}` : date)
      return
    }
    const said = form.said(scope, from)
    if (!said || said.missing) return
    if (suffix === 'ENRTPT') {
      row.set(name, said.standard === 'Y' ? 'ONGOING' : 'BEFORE')
      row.set(`${domain}ENTPT`, this.source.asOf)
    } else if (suffix === 'STAT') {
      if (said.standard === 'NOT DONE') row.set(name, said.standard)
    } else if (suffix === 'TESTCD') {
      row.set(name, this.tabulation.testName(domain, form.code(scope, from)))
      row.set(`${domain}TEST`, said.collected)
    } else if (suffix === 'ORRES') {
      row.set(name, said.collected)
      if (said.unit !== '') row.set(`${domain}ORRESU`, submissionUnit(said.unit))
      row.set(`${domain}STRESC`, said.standard)
      if (said.number !== '') row.set(`${domain}STRESN`, said.number)
      if (said.numberUnit !== '') row.set(`${domain}STRESU`, submissionUnit(said.numberUnit))
    } else if (typeIn(domain, name) === 'decimal') {
      const number = numberOf(said)
      if (number !== '') row.set(name, number)
      if (number === '' && suffix === 'DOSE') row.set(`${domain}DOSTXT`, said.collected)
      if (suffix === 'DOSE' && said.unit !== '') row.set(`${domain}DOSU`, submissionUnit(said.unit))
    } else row.set(name, said.unit === '' ? said.standard : `${said.collected} ${said.unit}`)
  }

  private add(domain: string, row: Cells): Place {
    const rows = this.rows.get(domain) ?? []
    this.rows.set(domain, rows)
    const { id } = this.source.study.version.study
    const seq = String(rows.length + 1)
    for (const [name, text] of [
      ['STUDYID', id],
      ['DOMAIN', domain],
      ['USUBJID', this.told.id],
      [`${domain}SEQ`, seq],
    ] as const)
      row.set(name, text)
    rows.push(row)
    if (domain === 'DM') return { domain, variable: '', value: '' }
    if (domain === 'SV') return { domain, variable: 'SVSPID', value: row.get('SVSPID') ?? '' }
    return { domain, variable: `${domain}SEQ`, value: seq }
  }

  /** What belongs to a record and no variable holds: what is left of the form, and why something given is missing. */
  private supplement(form: Filled, spec: Spec, scope: Scope, place: Place): void {
    for (const item of spec.rest) {
      const said = form.said(scope, item.oid)
      if (!said) continue
      this.qualifier(place, said, item.oid, textIn(item.label, 'en'), qualifierText(said))
      this.link(place, said)
    }
    for (const [name, from] of spec.given)
      for (const oid of isConstant(from) ? [] : namesIn(from)) {
        const said = form.said(scope, oid)
        const label = said && textIn(said.def.label, 'en')
        if (!said || label === undefined) continue
        if (said.missing) this.qualifier(place, said, missingName(oid), `${label}: why missing`, qualifierText(said))
        else if (isLeftOver(form, scope, spec, name, from, said))
          this.qualifier(place, said, oid, label, qualifierText(said))
      }
  }

  private qualifier({ domain, variable, value }: Place, said: Said, name: string, label: string, text: string): void {
    const set = supplementName(domain)
    const rows = this.rows.get(set) ?? []
    this.rows.set(set, rows)
    rows.push(
      new Map([
        ['STUDYID', this.source.study.version.study.id],
        ['RDOMAIN', domain],
        ['USUBJID', this.told.id],
        ['IDVAR', variable],
        ['IDVARVAL', value],
        ['QNAM', this.tabulation.qualifierName(domain, name)],
        ['QLABEL', label],
        ['QVAL', text],
        ['QORIG', said.def.type === 'calculated' ? 'DERIVED' : 'CRF'],
      ]),
    )
  }

  private link(from: Place, said: Said): void {
    if (said.def.type !== 'text' || said.def.link === undefined || said.missing) return
    for (const to of said.collected.split(' ')) this.links.push({ from, to })
  }

  /** Pairs of records that refer to each other; a link to what became no record is told in its supplement alone. */
  private relate(): void {
    const rows: Cells[] = []
    for (const { from, to } of this.links) {
      const place = this.places.get(to)
      if (!place || from.domain === 'DM' || place.domain === 'DM') continue
      const id = `R${rows.length / 2 + 1}`
      for (const { domain, variable, value } of [from, place])
        rows.push(
          new Map([
            ['STUDYID', this.source.study.version.study.id],
            ['RDOMAIN', domain],
            ['USUBJID', this.told.id],
            ['IDVAR', variable],
            ['IDVARVAL', value],
            ['RELID', id],
          ]),
        )
    }
    if (rows.length > 0) this.rows.set('RELREC', rows)
  }

  finished(forms: readonly FormState[]): SubjectRows {
    this.relate()
    const comments = commentsOf(this.told, forms, this.places)
    if (comments.length > 0) this.rows.set('CO', comments)
    const [said] = this.rows.get('DM') ?? []
    this.rows.set('DM', [demographicsOf(this.told, said ?? new Map<string, string>(), this.rows.get('EC') ?? [])])
    return this.rows
  }
}
