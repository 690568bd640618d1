/** The screens by address, so that a reload and the back button are right. */
import { createRouter, createWebHashHistory, type Router } from 'vue-router'

/** First start greets with drills, not with an empty room. */
export function createConsoleRouter(firstStart: boolean): Router {
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', redirect: firstStart ? '/drills' : '/room' },
      {
        path: '/room',
        name: 'room',
        component: () => import('../views/room/RoomView.vue'),
      },
      {
        path: '/timeline/:run?',
        name: 'timeline',
        component: () => import('../views/timeline/TimelineView.vue'),
        props: true,
      },
      {
        path: '/verdict/:run?',
        name: 'verdict',
        component: () => import('../views/verdict/VerdictView.vue'),
        props: true,
      },
      { path: '/runs', name: 'runs', component: () => import('../views/runs/RunsView.vue') },
      {
        path: '/compare/:left/:right',
        name: 'compare',
        component: () => import('../views/compare/CompareView.vue'),
        props: true,
      },
      {
        path: '/drills',
        name: 'drills',
        component: () => import('../views/drills/DrillsView.vue'),
      },
      {
        path: '/drills/:origin(library|own)/:name',
        name: 'drill',
        component: () => import('../views/drills/DrillEditorView.vue'),
        props: true,
      },
      {
        path: '/explore',
        name: 'explore',
        component: () => import('../views/explore/ExploreView.vue'),
      },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  })
}
