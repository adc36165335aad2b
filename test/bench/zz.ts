import { startNet } from '#forms/start-net/study'
import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { compileStudy } from '#shared/study/compile'
import { FilledParticipant } from '../support/whole-casebook'
import { fold, emptyCasebook } from '#shared/casebook/fold'
import { findingsOf } from '#shared/casebook/findings'
import { layoutOf } from '#shared/casebook/layout'
import { visitsOf } from '#shared/casebook/visits'
import { journeyOf } from '#shared/casebook/phases'
import { scheduleOf } from '#shared/casebook/schedule'
import { summarise } from '#shared/casebook/summary'
import { SiteId } from '#shared/ids'
const t = (name: string, f: () => any) => { const b = performance.now(); const r = f(); console.log(name, (performance.now() - b).toFixed(1), 'ms'); return r }
for (const v of [startNet, wholeNetter2]) {
  const study = compileStudy(v)
  const p = t('make', () => new FilledParticipant(study, { visits: 60, logs: 8, itemByItem: true }))
  const log = p.log()
  console.log(log.length, 'changes')
  let cb = t('fold', () => fold(log, emptyCasebook(p.subject)))
  console.log(cb.forms.size, 'forms', [...cb.forms.values()].reduce((a: number, f: any) => a + f.items.size, 0), 'items')
  for (let i = 0; i < 3; i++) {
    cb = fold(log, emptyCasebook(p.subject))
    t('visits', () => visitsOf(study, cb))
    t('journey', () => journeyOf(study, cb))
    t('schedule', () => scheduleOf(study, cb))
    t('layouts', () => [...cb.forms.keys()].forEach((f: any) => layoutOf(study, cb, f)))
    const n = t('findings', () => [...cb.forms.keys()].flatMap((f: any) => findingsOf(study, cb, f, '2027-01-01')))
    t('summary', () => summarise(study, cb, { study: v.study.id, site: SiteId.parse('NL01') }, '2027-01-01'))
    console.log(n.length, 'findings')
  }
  const last = log.at(-3)!
  t('one change', () => fold([{ change: { ...last.change, n: log.length + 1 }, receipt: { ...last.receipt!, seq: log.length + 1 } }], cb))
}
