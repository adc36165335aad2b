import { amendments, studies, trials } from '#forms/studies'
import { problemsOf } from '#shared/study/compile'
import { expect, test } from 'vitest'
import { catalogueStudy } from './catalogue-study'
import { cdiscPilot } from './cdisc-pilot-study'

const all = [...studies, ...trials, ...amendments, cdiscPilot, catalogueStudy]

test.each(all.map((version) => [`${version.study.name} ${version.name}`, version] as const))(
  '%s: every name is known, every expression has its type, every case does what it says (VAL-03)',
  (_, version) => {
    expect(problemsOf(version)).toEqual([])
  },
)
