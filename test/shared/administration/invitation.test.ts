import { expect, test } from 'vitest'
import { invitationLink, tokenIn } from '#shared/administration/invitation'

const token = 'n3Q-x_0123456789abcdefghij'

test.each([
  ['the link', invitationLink('https://tracer.example', token), token],
  ['its part behind the #', `#/invitation/${token}`, token],
  ['the token by itself, with what a mail put around it', `  ${token}\n`, token],
  ['another page of the app', 'https://tracer.example/#/administration', undefined],
  ['a token that is too short', '#/invitation/abc', undefined],
  ['nothing', '', undefined],
])('%s', (_, text, found) => {
  expect(tokenIn(text)).toBe(found)
})

test('the token stands behind the #, which browsers send to no server', () => {
  const { pathname, search } = new URL(invitationLink('https://tracer.example', token))
  expect(pathname + search).not.toContain(token)
})
