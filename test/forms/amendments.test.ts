import { eligibilityFor } from '#forms/eligibility'
import { amendments, trials } from '#forms/studies'
import { formDifference } from '#shared/casebook/rehearsal'
import { compileStudy } from '#shared/study/compile'
import { StudyVersion, versionIdOf } from '#shared/study/definition'
import { describe, expect, test } from 'vitest'

const baseOf = ({ study: { id } }: StudyVersion) => {
  const base = trials.find(({ study }) => study.id === id)
  if (!base) throw new Error(`no trial ${id}`)
  return base
}

/** Forms that the amendment asks otherwise, or asks at all. */
const formsOf = (amended: StudyVersion) => {
  const [before, after] = [compileStudy(baseOf(amended)), compileStudy(amended)]
  return amended.forms.flatMap(({ oid }) => (formDifference(before, after, oid) ? [oid] : []))
}

test('each is a version of a trial, with a name and a sentence of its own', () => {
  expect(amendments.map(({ study, name }) => `${study.name} ${name}`)).toEqual([
    'NET RETREAT v-B',
    'NETTER-2 v-15',
    'START-NET v-EU',
  ])
  for (const version of amendments) {
    expect(version.about?.fr).toBeDefined()
    expect(versionIdOf(version)).not.toBe(versionIdOf(baseOf(version)))
    expect(StudyVersion.parse(structuredClone(version))).toEqual(version)
  }
})

test.each([...trials, ...amendments].map((version) => [`${version.study.name} ${version.name}`, version] as const))(
  '%s: the criteria are those that cases of that version are decided by, and a consent is known',
  (_, version) => {
    const name = version.name === '1.0' ? 'default' : version.name
    expect(version.eligibility).toEqual(eligibilityFor(version.study.id, name))
    expect(version.consent).toMatchObject({ form: 'ICF', date: 'DSSTDAT' })
    expect(version.consent?.when).toBeTypeOf('string')
  },
)

describe('what differs is small', () => {
  test.each(amendments.map((version) => [version.name, version] as const))('%s', (name, version) => {
    const expected: Readonly<Record<string, readonly string[]>> = {
      'v-15': ['IE'],
      'v-EU': ['IE'],
      'v-B': ['IE', 'NET', 'RAND', 'EOT', 'AE', 'EXTKI'],
    }
    expect(formsOf(version).toSorted()).toEqual(expected[name]?.toSorted())
  })

  test('NETTER-2 for those of 15 changes one parameter', () => {
    const [was, is] = ['v-18', 'v-15'].map((name) => eligibilityFor('NCT03972488', name))
    if (typeof was !== 'object' || typeof is !== 'object') throw new Error('no criteria')
    expect(is.criteria).toEqual(was.criteria)
    const changed = Object.keys(is.parameters).filter(
      (key) => JSON.stringify(is.parameters[key]) !== JSON.stringify(was.parameters[key]),
    )
    expect(changed).toEqual(['minAge'])
  })

  test('the later NET RETREAT says what is only recalled or assumed', () => {
    const later = amendments.find(({ name }) => name === 'v-B')
    expect(later?.notes?.flatMap(({ about, source }) => (source.from === 'recalled' ? [about] : []))).toEqual(['EXTKI'])
    expect(later?.eligibility?.parameters['sites']?.from).toBe('assumed')
  })
})
