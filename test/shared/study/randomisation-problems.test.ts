import { expect, test } from 'vitest'
import { problemsOf } from '#shared/study/compile'
import type { StudyVersion } from '#shared/study/definition'
import { randomisedStudy } from '../../support/randomised-study'

type Def = NonNullable<StudyVersion['randomisation']>

const grade = (value: string, at = 'SCR'): Partial<Def> => ({
  strata: [
    {
      from: 'record',
      value: {
        ...{ by: 'value', oid: 'GRADE', title: { en: 'Grade' }, value, at },
        levels: ['G2', 'G3'].map((code) => ({ code, title: { en: code } })),
      },
    },
  ],
})
const records = (item: string, stratum: string, form = 'RAND'): Partial<Def> => ({
  records: { event: 'SCR', form, items: [{ item, holds: { stratum } }] },
})
const arms = (...names: string[]): Partial<Def> => ({
  arms: { from: 'record', value: names.map((arm) => ({ arm, parts: 1 })) },
})

test.each<[string, Partial<Def>, readonly string[]]>([
  ['nothing wrong', {}, []],
  ['an arm the study does not have', arms('CTL', 'OTHER'), ['randomisation: unknown arm OTHER']],
  ['an arm twice', arms('CTL', 'CTL'), ['randomisation: arm CTL is there twice']],
  [
    'a stratum that is no text',
    grade('given(NET.NETGRADE)'),
    ['randomisation: stratum GRADE: given(NET.NETGRADE) is bool, not string'],
  ],
  ['a visit there is not', grade('NET.NETGRADE', 'W9'), ['randomisation: unknown event W9']],
  [
    'a signature of a form the visit does not ask for',
    { signed: [{ event: 'EOS', form: 'IE', meaning: 'eligibility' }] },
    ['randomisation: EOS does not ask for the form IE, which is to be signed'],
  ],
  ['an item that is not there', records('ARM', 'GRADE'), ['randomisation: RAND.ARM is no single item']],
  ['a stratum that is not there', records('STRAT1', 'SEX'), ['randomisation: unknown stratum SEX']],
  [
    'a need that is no question',
    { needs: [{ from: 'record', value: { oid: 'X', holds: 'NET.NETGRADE', message: { en: 'No.' } } }] },
    ['randomisation: need X: NET.NETGRADE is string, not bool'],
  ],
])('%s', (_, more, problems) => expect(problemsOf(randomisedStudy(more))).toEqual(problems))
