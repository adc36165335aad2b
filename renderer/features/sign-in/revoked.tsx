import type { Revocation } from '../../data/revocation'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { signInTexts } from './texts'

/** What became of a device that was shut out, and what the person in front of it does now. */
export function Revoked({ revocation }: { readonly revocation: Revocation }) {
  const say = useTexts(signInTexts)
  switch (revocation.kind) {
    case 'ordered':
      return (
        <Notice live tone="calm" title={say('revoked')}>
          {revocation.finalPush && revocation.waiting > 0
            ? say('revokedHandsOver', { count: revocation.waiting })
            : say('revokedErases')}
        </Notice>
      )
    case 'erased':
      return (
        <Notice live tone={revocation.lost > 0 ? 'check' : 'calm'} title={say('erased')}>
          {revocation.lost > 0 ? say('erasedLost', { count: revocation.lost }) : say('erasedText')}
        </Notice>
      )
  }
}
