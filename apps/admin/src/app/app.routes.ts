import { inject } from '@angular/core';
import { type CanActivateFn, type Route, type Routes, Router } from '@angular/router';
import { Session } from './api/session';
import type { Scope } from './api/types';
import type { ArticleEditor } from './help/article-editor';
import type { CaptionsEditor } from './library/captions/captions-editor';
import { homeOf } from './shell/home';

const signedIn: CanActivateFn = (_route, state) => {
  const signedIn = inject(Session).state() === 'in';
  const next = state.url === '/' ? {} : { next: state.url };
  return signedIn || inject(Router).createUrlTree(['/sign-in'], { queryParams: next });
};

const signedOut: CanActivateFn = () => inject(Session).state() !== 'in' || inject(Router).createUrlTree(['/']);

/** A page of the company one acts in; without one, first choose. */
const inCompany: CanActivateFn = () => {
  const session = inject(Session);
  return session.company() !== null || inject(Router).createUrlTree([homeOf(session)]);
};

/** A page for those who hold the scope; others are told so, at the same address. */
const holding =
  (scope: Scope): CanActivateFn =>
  () =>
    inject(Session).can(scope) || inject(Router).createUrlTree(['/no-access']);

/** Of one piece, in the language that the address names. */
const captions = (path: string): Route => ({
  path,
  title: 'Captions',
  canActivate: [holding('content:read')],
  canDeactivate: [(page: CaptionsEditor) => page.mayLeave()],
  loadComponent: () => import('./library/captions/captions-editor').then((m) => m.CaptionsEditor),
});

export const routes: Routes = [
  {
    path: 'sign-in',
    title: 'Sign in',
    canActivate: [signedOut],
    loadComponent: () => import('./sign-in/sign-in').then((m) => m.SignIn),
  },
  {
    path: 'forgot',
    title: 'Forgotten password',
    loadComponent: () => import('./sign-in/forgot').then((m) => m.Forgot),
  },
  {
    path: 'link/:token',
    title: 'Your password',
    loadComponent: () => import('./sign-in/one-time-link').then((m) => m.OneTimeLink),
  },
  {
    // Full window, without the side navigation.
    path: 'flows/:id',
    title: 'Flow',
    canActivate: [signedIn, inCompany, holding('flows:read')],
    loadComponent: () => import('./builder/flow-builder').then((m) => m.FlowBuilder),
  },
  {
    path: 'flows/:id/versions',
    title: 'Versions',
    canActivate: [signedIn, inCompany, holding('flows:read')],
    loadComponent: () => import('./flows/history/history').then((m) => m.History),
  },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./shell/shell').then((m) => m.Shell),
    children: [
      { path: '', pathMatch: 'full', redirectTo: () => homeOf(inject(Session)) },
      {
        path: 'choose-company',
        title: 'Choose a company',
        loadComponent: () => import('./companies/choose-company').then((m) => m.ChooseCompany),
      },
      {
        path: 'companies',
        title: 'Companies',
        canActivate: [holding('companies:manage')],
        loadComponent: () => import('./companies/companies').then((m) => m.Companies),
      },
      {
        path: 'mails',
        title: 'Mail outbox',
        canActivate: [holding('companies:manage')],
        loadComponent: () => import('./companies/mails').then((m) => m.Mails),
      },
      {
        // The operators' board sends browsers here that have no cookie for it yet.
        path: 'ops',
        title: 'Job queues',
        canActivate: [holding('ops:manage')],
        loadComponent: () => import('./companies/job-queues').then((m) => m.JobQueues),
      },
      {
        path: 'account',
        title: 'Your account',
        loadComponent: () => import('./account/account').then((m) => m.Account),
      },
      {
        path: 'no-access',
        title: 'Not for your role',
        loadComponent: () => import('./shell/no-access').then((m) => m.NoAccess),
      },
      {
        path: '',
        canActivate: [inCompany],
        children: [
          {
            path: 'flows',
            title: 'Flows',
            canActivate: [holding('flows:read')],
            loadComponent: () => import('./flows/flow-list').then((m) => m.FlowList),
          },
          {
            path: 'library',
            title: 'Library',
            canActivate: [holding('content:read')],
            loadComponent: () => import('./library/library').then((m) => m.Library),
          },
          captions('library/:id/captions'),
          captions('library/:id/captions/:tag'),
          {
            path: 'sessions',
            title: 'Sessions',
            canActivate: [holding('sessions:read')],
            loadComponent: () => import('./sessions/session-list').then((m) => m.SessionList),
          },
          {
            path: 'sessions/callbacks',
            title: 'Callbacks',
            canActivate: [holding('sessions:read')],
            loadComponent: () => import('./callbacks/callback-list').then((m) => m.CallbackList),
          },
          {
            path: 'sessions/:id',
            title: 'Session',
            canActivate: [holding('sessions:read')],
            loadComponent: () => import('./sessions/session-detail').then((m) => m.SessionDetail),
          },
          {
            path: 'queues',
            title: 'Queues',
            canActivate: [holding('queues:read')],
            loadComponent: () => import('./queues/queue-board').then((m) => m.QueueBoardPage),
          },
          {
            path: 'queues/talks',
            title: 'Live talks',
            canActivate: [holding('desk:supervise')],
            loadComponent: () => import('./supervise/live-talks').then((m) => m.LiveTalks),
          },
          {
            path: 'queues/talks/:id',
            title: 'Talk',
            canActivate: [holding('desk:supervise')],
            loadComponent: () => import('./supervise/listen-page').then((m) => m.ListenPage),
          },
          {
            path: 'queues/:id',
            title: 'Queue',
            canActivate: [holding('queues:read')],
            loadComponent: () => import('./queues/queue-editor').then((m) => m.QueueEditor),
          },
          {
            path: 'help',
            title: 'Articles',
            canActivate: [holding('help:read')],
            loadComponent: () => import('./help/article-list').then((m) => m.ArticleList),
          },
          {
            path: 'help/mails',
            title: 'E-mail',
            canActivate: [holding('help:read')],
            loadComponent: () => import('./help/mail-log').then((m) => m.MailLog),
          },
          {
            path: 'help/articles/:id',
            title: 'Article',
            canActivate: [holding('help:read')],
            canDeactivate: [(page: ArticleEditor) => page.mayLeave()],
            loadComponent: () => import('./help/article-editor').then((m) => m.ArticleEditor),
          },
          {
            path: 'desk',
            title: 'Desk',
            canActivate: [holding('desk:work')],
            loadComponent: () => import('./desk/desk-page').then((m) => m.DeskPage),
          },
          {
            path: 'analytics',
            title: 'Analytics',
            canActivate: [holding('analytics:read')],
            loadComponent: () => import('./analytics/overview').then((m) => m.Overview),
          },
          { path: 'overview', redirectTo: 'analytics' },
          {
            path: 'settings/widgets/:id',
            title: 'Widget',
            canActivate: [holding('widgets:read')],
            loadComponent: () => import('./settings/widget-editor').then((m) => m.WidgetEditor),
          },
          {
            path: 'settings/shared/schedules/:name',
            title: 'Schedule',
            canActivate: [holding('flows:read')],
            loadComponent: () => import('./settings/shared/schedule-editor').then((m) => m.ScheduleEditor),
          },
          {
            path: 'settings',
            loadComponent: () => import('./settings/settings').then((m) => m.Settings),
            children: [
              { path: '', pathMatch: 'full', redirectTo: 'widgets' },
              {
                path: 'widgets',
                title: 'Widgets',
                canActivate: [holding('widgets:read')],
                loadComponent: () => import('./settings/widgets').then((m) => m.Widgets),
              },
              {
                path: 'shared',
                title: 'Shared values',
                canActivate: [holding('flows:read')],
                loadComponent: () => import('./settings/shared/shared-values').then((m) => m.SharedValues),
              },
              {
                path: 'privacy',
                title: 'Privacy',
                canActivate: [holding('widgets:read')],
                loadComponent: () => import('./settings/privacy-page').then((m) => m.PrivacyPage),
              },
              {
                path: 'recording',
                title: 'Call recording',
                canActivate: [holding('queues:write')],
                loadComponent: () => import('./settings/recording-page').then((m) => m.RecordingPage),
              },
              {
                path: 'users',
                title: 'People',
                canActivate: [holding('users:read')],
                loadComponent: () => import('./settings/people').then((m) => m.People),
              },
            ],
          },
        ],
      },
      {
        path: '**',
        title: 'Not found',
        loadComponent: () => import('./shell/not-found').then((m) => m.NotFound),
      },
    ],
  },
];
