import { describe, expect, test } from 'vitest'
import { type Asked, type Page, move, resume } from '../../../renderer/features/kiosk/flow'

const asked = (...answers: readonly Asked['answer'][]): readonly Asked[] =>
  answers.map((answer, i) => ({ item: `Q${i + 1}`, answer }))
const at = (item: string, asking = false): Page => ({ at: 'question', item, asking })
const end: Page = { at: 'end' }

describe('a participant begins or goes on', () => {
  test.each<[string, readonly Asked[], string | undefined, Page]>([
    ['at the first question', asked('none', 'none'), undefined, at('Q1')],
    ['at the first that nobody answered or left out', asked('given', 'left-out', 'none'), undefined, at('Q3')],
    ['where they were, even when that is answered', asked('given', 'given', 'none'), 'Q2', at('Q2')],
    ['at the first open one when the one they were at is gone', asked('given', 'none'), 'Q9', at('Q2')],
    ['at the end when everything is answered', asked('given', 'left-out'), undefined, end],
  ])('%s', (_, questions, kept, page) => expect(resume(questions, kept)).toEqual(page))
})

describe('one page on or back', () => {
  const three = asked('given', 'none', 'left-out')
  test.each<[string, Page, Parameters<typeof move>[1], Page]>([
    ['goes on from an answer', at('Q1'), 'next', at('Q2')],
    ['asks once before a question is left out', at('Q2'), 'next', at('Q2', true)],
    ['asks again rather than go on by itself', at('Q2', true), 'next', at('Q2', true)],
    ['stays to answer', at('Q2', true), 'stay', at('Q2')],
    ['goes on without an answer when that was said', at('Q2', true), 'go-without', at('Q3')],
    ['does not ask a second time about one left out', at('Q3'), 'next', end],
    ['goes back without asking', at('Q2', true), 'back', at('Q1')],
    ['stays at the first', at('Q1'), 'back', at('Q1')],
    ['goes back from the end', end, 'back', at('Q3')],
    ['stays at the end', end, 'next', end],
    ['stays at the start until it is begun', { at: 'start' }, 'next', { at: 'start' }],
  ])('%s', (_, page, step, to) => expect(move(page, step, three)).toEqual(to))
})
