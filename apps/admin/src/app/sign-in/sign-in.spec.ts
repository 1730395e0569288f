import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { ApiProblem } from '../api/problem';
import { Session } from '../api/session';
import { SignIn, greetingAt } from './sign-in';

function page(signIn: () => Promise<unknown>, next?: string) {
  TestBed.configureTestingModule({ providers: [provideRouter([]), { provide: Session, useValue: { signIn } }] });
  const router = TestBed.inject(Router);
  const went: string[] = [];
  router.navigateByUrl = async (url) => went.push(String(url)) > 0;
  const fixture = TestBed.createComponent(SignIn);
  if (next) fixture.componentRef.setInput('next', next);
  const element: HTMLElement = fixture.nativeElement;
  const type = (id: string, value: string) => {
    const field = element.querySelector<HTMLInputElement>(`#${id}`);
    if (!field) throw new Error(`no field ${id}`);
    field.value = value;
    field.dispatchEvent(new Event('input'));
  };
  const submit = async () => {
    element.querySelector('form')?.dispatchEvent(new Event('submit'));
    await fixture.whenStable();
  };
  return { fixture, element, type, submit, went };
}

describe('SignIn', () => {
  it('says what is missing, field by field, and asks the server nothing', async () => {
    const signIn = jest.fn();
    const { fixture, element, submit } = page(signIn);
    await fixture.whenStable();
    await submit();
    expect(signIn).not.toHaveBeenCalled();
    expect(element.querySelector('#email-error')?.textContent).toContain('Type your e-mail address.');
    expect(element.querySelector('#email')?.getAttribute('aria-invalid')).toBe('true');
    expect(element.querySelector('#email')?.getAttribute('aria-describedby')).toBe('email-error');
  });

  it('shows the server’s refusal and keeps what was typed', async () => {
    const { fixture, element, type, submit } = page(() =>
      Promise.reject(new ApiProblem('auth.credentials', 401, 'E-mail or password is not right', 'Check both.')),
    );
    await fixture.whenStable();
    type('email', 'ada@example.test');
    type('password', 'wrong');
    await submit();
    expect(element.querySelector('[role=alert]')?.textContent).toContain('E-mail or password is not right');
    expect(element.querySelector<HTMLInputElement>('#email')?.value).toBe('ada@example.test');
  });

  it.each([
    ['/flows?status=live', '/flows?status=live'],
    ['//evil.example', '/'],
    ['https://evil.example', '/'],
  ])('goes from %s on to %s', async (next, target) => {
    const { fixture, type, submit, went } = page(async () => undefined, next);
    await fixture.whenStable();
    type('email', 'ada@example.test');
    type('password', 'right');
    await submit();
    expect(went).toEqual([target]);
  });
});

describe('greetingAt', () => {
  it('follows the clock', () => {
    expect([4, 5, 12, 18].map(greetingAt)).toEqual(['Good evening', 'Good morning', 'Good afternoon', 'Good evening']);
  });
});
