import type { z } from 'zod'

/** Where something is not as it has to be, `files.0.sha256`; the whole of it where no part of it is named. */
const placeOf = (path: readonly PropertyKey[]): string => (path.length === 0 ? 'the whole' : path.map(String).join('.'))

/** One fault that a schema found, as a sentence of ours with its place: never the words of the library that looked. */
export function faultInWords(issue: z.core.$ZodIssue): string {
  const place = placeOf(issue.path)
  switch (issue.code) {
    case 'custom':
      return `${place}: ${issue.message}`
    case 'too_big':
      return `${place} is more, or longer, than ${issue.maximum}`
    case 'too_small':
      return `${place} is less, or shorter, than ${issue.minimum}`
    case 'not_multiple_of':
      return `${place} is no multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return `${place} has ${issue.keys.join(', ')}, which is not known there`
    case 'invalid_value':
      return `${place} is missing or none of ${issue.values.map(String).join(', ')}`
    case 'invalid_type':
      return `${place} is missing or not of the kind that stands there`
    case 'invalid_format':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return `${place} is not written as it has to be`
  }
}
