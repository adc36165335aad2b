import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { trials } from '#forms/studies'
import { problemsOf } from '#shared/study/compile'
import { StudyVersion } from '#shared/study/definition'
import { Expression } from '#shared/study/names'

/**
 * Wherever the schema of a study lets an expression stand, publishing compiles it: a place that is added to the schema
 * and to no check fails here. One expression of each place is spoiled in a trial that has one there.
 */

type Steps = readonly string[]

/** Every place where the schema has an expression, with the expressions that a value has there. */
function expressions(schema: unknown, value: unknown, name: string, at: Steps): readonly (readonly [string, Steps])[] {
  if (schema === Expression) return value === undefined || typeof value === 'string' ? [[name, at]] : []
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, inner]) =>
      expressions(inner, child(value, key), `${name}.${key}`, [...at, key]),
    )
  if (schema instanceof z.ZodArray || schema instanceof z.ZodRecord) {
    const inner = schema instanceof z.ZodArray ? schema.element : schema.valueType
    const keys = value === undefined || value === null ? [''] : Object.keys(value)
    return keys.flatMap((key) => expressions(inner, child(value, key), `${name}[]`, [...at, key]))
  }
  if (schema instanceof z.ZodUnion) {
    const options: readonly z.core.$ZodType[] = schema.options
    const fitting = value === undefined ? options : options.filter((one) => z.safeParse(one, value).success)
    return fitting.flatMap((inner) => expressions(inner, value, name, at))
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional || schema instanceof z.ZodReadonly)
    return expressions(schema.unwrap(), value, name, at)
  if (schema instanceof z.ZodPipe) return expressions(schema.in, value, name, at)
  return []
}

function child(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined
}

function withText(value: unknown, [step, ...rest]: Steps, text: string): unknown {
  if (step === undefined) return text
  const inner = withText(child(value, step), rest, text)
  if (Array.isArray(value)) return value.map((one: unknown, i) => (String(i) === step ? inner : one))
  return { ...(typeof value === 'object' && value), [step]: inner }
}

// These two no trial uses: the data sets of one do so here.
const said = trials.map((study) => {
  const { tabulation } = study
  const [form = ''] = Object.keys(tabulation?.forms ?? {})
  const [code = ''] = Object.keys(tabulation?.endpoints ?? {})
  const [first] = tabulation?.endpoints?.[code]?.from ?? []
  if (form === '' || !first) return study
  const rows = withText(study, ['tabulation', 'forms', form, '0', 'when'], 'true')
  const needs = [{ ...first, when: 'true' }]
  const { tabulation: more } = StudyVersion.parse(rows)
  return StudyVersion.parse({
    ...study,
    tabulation: {
      ...more,
      endpoints: { ...more?.endpoints, [code]: { ...more?.endpoints?.[code], needs } },
    },
  })
})

const standing = [
  ...new Map(
    said.flatMap((study) =>
      expressions(StudyVersion, study, '', []).flatMap(([name, at]) =>
        typeof at.reduce<unknown>(child, study) === 'string' ? [[name, { study, at }] as const] : [],
      ),
    ),
  ),
]

test('every place of an expression is one that a trial uses', () => {
  const asked = new Set(expressions(StudyVersion, undefined, '', []).map(([name]) => name))
  expect(asked.size).toBeGreaterThan(25)
  expect(standing.map(([name]) => name).sort()).toEqual([...asked].sort())
})

describe('an expression that does not compile is told with its place', () => {
  test.each(standing)('%s', (_, { study, at }) => {
    const spoiled = StudyVersion.parse(withText(study, at, 'nothing_of_that_name == 1'))
    const [problem = ''] = problemsOf(spoiled)
    expect(problem).toMatch(/^\S.*: .*nothing_of_that_name == 1: Unknown variable/)
  })
})
