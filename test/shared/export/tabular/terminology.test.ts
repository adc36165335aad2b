import { parse } from 'csv-parse/sync'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { trials } from '#forms/studies'
import { specsOf } from '#shared/export/tabular/plan'
import { tabulationOf } from '#shared/export/tabular/tabulation'
import { compileStudy } from '#shared/study/compile'
import { standards } from '../../../support/schemas'

const file = join(standards, 'controlled-terminology/cdisc-ct-subset.csv')
const Terms = z.array(z.object({ codelist: z.string(), submission_value: z.string() }))

/** Short names of every test of a domain in a study. */
const testsIn = (study: ReturnType<typeof compileStudy>, domain: string): readonly string[] => {
  const tabulation = tabulationOf([study])
  return study.version.forms.flatMap((form) =>
    specsOf(study, form)
      .filter((spec) => spec.domain === domain)
      .flatMap(({ tests }) => (tests ?? []).map(({ oid }) => tabulation.testName(domain, oid))),
  )
}

/** Tests that the standard has no short name for in any specimen, or none without a specimen beside it. */
const own: Readonly<Record<string, readonly string[]>> = {
  VS: [],
  EG: ['LQTS'],
  LB: [
    ...['HBSAG', 'HBCAB', 'HCVAB', 'UPROTDS', 'UGLUC', 'UPROT', 'MGFR', 'UCSTTM', 'UCENTM', 'UCVOL', 'UCREAT'],
    ...['GFRMETH', 'GFRVAL', 'EGFRMDRD', 'EGFRLMR', 'EGFRCAPA', 'EGFRMEAN', 'PTPCT', 'CGAMOL', 'CGAASSAY', 'HIAA24'],
    ...['HIAAS', 'NTBLIND', 'NTRESDAT', 'NTSCORE', 'NTBAND'],
  ],
}

const studies = trials.map((version) => [version.study.name, compileStudy(version)] as const)

describe.skipIf(!existsSync(file))('tests are called as the standard calls them (DATA-03)', () => {
  const termsIn = () => Terms.parse(parse(readFileSync(file), { columns: true, relax_quotes: true }))
  const listOf = (name: string) =>
    new Set(termsIn().flatMap(({ codelist, submission_value }) => (codelist === name ? [submission_value] : [])))

  test.each(studies)('in %s', (_, study) => {
    for (const [domain, ownNames] of Object.entries(own)) {
      const known = listOf(`${domain}TESTCD`)
      expect(known.size).toBeGreaterThan(50)
      expect(testsIn(study, domain).filter((name) => !known.has(name) && !ownNames.includes(name))).toEqual([])
      // A name of ours hides none of the standard's.
      expect(ownNames.filter((name) => known.has(name))).toEqual([])
    }
  })
})

test.each(studies)(
  '%s: performance stands among classifications, and a tumour finding is about a tumour',
  (_, study) => {
    expect(testsIn(study, 'RS')).toEqual(expect.arrayContaining(['ECOG101', 'KPSS0101']))
    expect(testsIn(study, 'VS')).not.toContain('ECOG')
    expect(testsIn(study, 'TU')).toEqual([])
  },
)
