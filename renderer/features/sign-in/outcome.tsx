import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import type { NotIn } from './sign-in-form'
import { signInTexts } from './texts'

/** Why the door stayed shut: what happened, what it means for the work on this device, what to do. */
export function Outcome({ outcome, name }: { outcome: NotIn; name: string }) {
  const say = useTexts(signInTexts)
  switch (outcome.kind) {
    case 'wrong-password':
      return <Notice live tone="check" title={say('wrong', { name, count: outcome.triesLeft })} />
    case 'code-needed':
    case 'enrol-needed':
      return null
    case 'wrong-code':
      return <Notice live tone="check" title={say('wrongCode')} />
    case 'locked-out':
      return <Notice live tone="check" title={say('lockedOut')} />
    case 'other-password':
      return (
        <Notice live tone="check" title={say('otherPassword')}>
          {say('otherPasswordText')}
        </Notice>
      )
    case 'needs-server':
      return (
        <Notice live tone="device" title={say('needsServer', { name })}>
          {say('needsServerText')}
        </Notice>
      )
    case 'offline-expired':
      return (
        <Notice live tone="device" title={say('expired', { name })}>
          {say('expiredText')}
        </Notice>
      )
    case 'not-allowed':
      return (
        <Notice live tone="stop" title={say('notAllowed', { name })}>
          {say('notAllowedText')}
        </Notice>
      )
    case 'revoked':
      return (
        <Notice live tone="stop" title={say('revoked')}>
          {say('revokedErases')}
        </Notice>
      )
    case 'storage-unavailable':
      return (
        <Notice live tone="stop" title={say('noStorage')}>
          {say('noStorageText')}
        </Notice>
      )
    case 'stopped':
      return (
        <Notice live tone="stop" title={say('stopped')}>
          {say('stoppedText')}
        </Notice>
      )
  }
}
