/** A question as the flow sees it: whether it holds an answer, or was left out on purpose. */
export interface Asked {
  readonly item: string
  readonly answer: 'none' | 'given' | 'left-out'
}

/** Where the participant is in one questionnaire. `asking`: whether they mean to leave this one out. */
export type Page =
  | { readonly at: 'start' }
  | { readonly at: 'question'; readonly item: string; readonly asking: boolean }
  | { readonly at: 'end' }

export type Step = 'next' | 'go-without' | 'stay' | 'back'

/** Where to begin or go on: the question they were at, else the first that nobody has answered, else the end. */
export function resume(questions: readonly Asked[], kept: string | undefined): Page {
  const at = questions.find(({ item }) => item === kept) ?? questions.find(({ answer }) => answer === 'none')
  return at ? question(at.item) : { at: 'end' }
}

/** Where a step leads. Without an answer, the first `next` only asks; `go-without` is the answer to that. */
export function move(page: Page, step: Step, questions: readonly Asked[]): Page {
  if (page.at === 'start') return page
  const place = page.at === 'end' ? questions.length : questions.findIndex(({ item }) => item === page.item)
  const pageOf = (index: number): Page => {
    const there = questions[index]
    return there ? question(there.item) : { at: 'end' }
  }
  switch (step) {
    case 'back':
      return place > 0 ? pageOf(place - 1) : page
    case 'stay':
      return page.at === 'question' ? question(page.item) : page
    case 'go-without':
      return page.at === 'question' ? pageOf(place + 1) : page
    case 'next':
      if (page.at !== 'question') return page
      return questions[place]?.answer === 'none' ? { ...page, asking: true } : pageOf(place + 1)
  }
}

const question = (item: string): Page => ({ at: 'question', item, asking: false })
