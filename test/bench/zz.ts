import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { affectedBy } from '#shared/casebook/affected'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { formOf, itemOf, steps } from '#shared/casebook/path'
import { summarise } from '#shared/casebook/summary'
import { SiteId } from '#shared/ids'
import { isoDayPlus } from '#shared/partial-date'
import { compileStudy } from '#shared/study/compile'
import { FilledParticipant } from '../support/whole-casebook'
const study = compileStudy(wholeNetter2)
const participant = new FilledParticipant(study, { visits: 60, logs: 8, itemByItem: true })
let casebook = fold(participant.log(), emptyCasebook(participant.subject))
const s = (c: any) => summarise(study, c, { study: study.version.study.id, site: SiteId.parse('NL01') }, '2027-01-01')
s(casebook)
const items = [...casebook.forms.values()].flatMap((form) => [...form.items.keys()]).filter((p) => /VSDAT|LBDAT|WEIGHT|TUBASE|TRLDIAM|TRSTAT|RSDAT|AECTC/.test(p))
console.log('forms', casebook.forms.size, 'items', items.length)
const rows: any[] = []
const { values } = participant
for (let i = 0; i < 300; i++) {
  const path = values.chance.among(items)
  const form = formOf(path)!
  const bases = casebook.forms.get(form)!.items.get(path)!.heads.map(({ ref }) => ref)
  const def = study.item(steps(path)[1]?.oid ?? '', itemOf(path))?.def
  const entry = def && values.entry(def, isoDayPlus('2024-06-01', values.chance.whole(0, 300)))
  const logged = participant.says({ kind: 'value', items: [{ path, bases, entry: entry!, reason: 'Slip' }] })
  const before = casebook
  const t0 = performance.now()
  casebook = fold([logged], casebook)
  const t1 = performance.now()
  const a = affectedBy(study, before, casebook)
  const t2 = performance.now()
  s(casebook)
  const t3 = performance.now()
  if (i > 60) rows.push({ path, fold: t1 - t0, aff: t2 - t1, rest: t3 - t2, touched: a.count })
}
rows.sort((a, b) => b.rest - a.rest)
const f = (x: number) => x.toFixed(1)
for (const r of rows.slice(0, 40)) console.log(r.path, f(r.fold), f(r.aff), f(r.rest), r.touched)
console.log('median'); for (const r of rows.slice(rows.length / 2, rows.length / 2 + 10)) console.log(r.path, f(r.fold), f(r.aff), f(r.rest), r.touched)
