/** The line chart itself, in a chunk of its own with the parts of ECharts it needs. */
import { LineChart } from 'echarts/charts';
import { GridComponent, MarkPointComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { Overview, Range } from '../api/types';
import { count, day, timeOfDay } from '../ui/format';
import { peakOf, pointName } from './statistics';

use([LineChart, GridComponent, MarkPointComponent, TooltipComponent, CanvasRenderer]);

type Series = Overview['series'];

export function draw(host: HTMLElement) {
  const chart = init(host, null, { renderer: 'canvas' });
  const watcher = new ResizeObserver(() => chart.resize());
  watcher.observe(host);
  return {
    show: (series: Series, range: Range) => chart.setOption(optionOf(series, range, palette(host)), { notMerge: true }),
    remove: () => {
      watcher.disconnect();
      chart.dispose();
    },
  };
}

interface Palette {
  line: string;
  second: string;
  ink: string;
  faint: string;
  hairline: string;
  surface: string;
  font: string;
}

/** A token's value as the browser resolves it here, `light-dark()` and all. */
function palette(host: HTMLElement): Palette {
  const probe = document.createElement('span');
  // Else each colour would begin as a transition from the last.
  probe.style.transition = 'none';
  host.append(probe);
  const colour = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const found = {
    line: colour('--accent'),
    second: colour('--k-reach'),
    ink: colour('--ink'),
    faint: colour('--ink-3'),
    hairline: colour('--line'),
    surface: colour('--raised'),
    font: getComputedStyle(probe).fontFamily,
  };
  probe.remove();
  return found;
}

/** Above the peak, and turned inwards near either end of the chart. */
function labelPlace(series: Series, at: string) {
  const place = series.findIndex((point) => point.at === at) / Math.max(1, series.length - 1);
  const align = place > 0.85 ? 'right' : place < 0.15 ? 'left' : 'center';
  return { position: 'top', align } as const;
}

function optionOf(series: Series, range: Range, look: Palette) {
  const text = { color: look.faint, fontFamily: look.font, fontSize: 11, fontWeight: 500 } as const;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const peak = peakOf(series);
  const line = { type: 'line', symbol: 'circle', symbolSize: 6, showSymbol: series.length < 2 } as const;
  return {
    animation: !still,
    animationDuration: 300,
    // Room above for the peak's label, which may stand over the highest grid line.
    grid: { left: 36, right: 20, top: 26, bottom: 26 },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: look.hairline } },
      axisTick: { show: false },
      axisLabel: {
        ...text,
        hideOverlap: true,
        formatter: (at: number) =>
          range === '24h' ? timeOfDay(new Date(at).toISOString()) : day(new Date(at).toISOString()),
      },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 4,
      axisLabel: text,
      splitLine: { lineStyle: { color: look.hairline } },
    },
    tooltip: {
      trigger: 'axis',
      // Drawn in the canvas: an HTML tooltip would need inline styles, which the page's policy refuses.
      renderMode: 'richText',
      backgroundColor: look.surface,
      borderColor: look.hairline,
      textStyle: { color: look.ink, fontFamily: look.font, fontSize: 12 },
      axisPointer: { lineStyle: { color: look.faint } },
      formatter: (points: unknown) => tooltip(points, series, range),
    },
    series: [
      {
        ...line,
        name: 'Sessions',
        data: series.map((point) => [point.at, point.sessions]),
        itemStyle: { color: look.line },
        lineStyle: { width: 2.4, color: look.line },
        markPoint: peak && {
          symbol: 'circle',
          symbolSize: 9,
          data: [{ coord: [peak.at, peak.sessions], value: peak.sessions }],
          itemStyle: { color: look.line, borderColor: look.surface, borderWidth: 2 },
          label: {
            ...text,
            fontSize: 12,
            fontWeight: 600,
            color: look.ink,
            ...labelPlace(series, peak.at),
            formatter: `${count(peak.sessions)}, ${pointName(peak.at, range)}`,
          },
        },
      },
      {
        ...line,
        name: 'Callbacks',
        data: series.map((point) => [point.at, point.callbacks]),
        itemStyle: { color: look.second },
        lineStyle: { width: 2, type: 'dashed', color: look.second },
      },
    ],
  };
}

function tooltip(points: unknown, series: Series, range: Range): string {
  const first: unknown = Array.isArray(points) ? points[0] : points;
  const index = typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1;
  const point = series[index];
  return point
    ? `${pointName(point.at, range)}\nSessions ${count(point.sessions)}\nCallbacks ${count(point.callbacks)}`
    : '';
}
