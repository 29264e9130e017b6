package fetcher

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ascribe/news"
)

// diary runs a schedule for a time and returns when each feed was visited, from the start.
func diary(t *testing.T, s *Schedule, lasts time.Duration, visit func(news.FeedID) (takes, next time.Duration)) map[news.FeedID][]time.Duration {
	t.Helper()
	begun := time.Now()
	var mu sync.Mutex
	at := map[news.FeedID][]time.Duration{}
	enough := errors.New("enough")
	ctx, stop := context.WithCancelCause(t.Context())
	time.AfterFunc(lasts, func() { stop(enough) })
	err := s.Run(ctx, func(ctx context.Context, id news.FeedID) time.Time {
		mu.Lock()
		at[id] = append(at[id], time.Since(begun))
		mu.Unlock()
		takes, next := visit(id)
		sleep(ctx, takes)
		if next < 0 {
			return time.Time{}
		}
		return time.Now().Add(next)
	})
	if !errors.Is(err, enough) {
		t.Errorf("Run = %v, want %v", err, enough)
	}
	return at
}

// TestADay: a day of feeds, each as often as it says.
func TestADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		plans := []Plan{{Feed: "a", Host: "a.example"}, {Feed: "b", Host: "a.example"}, {Feed: "once", Host: "b.example"}}
		start := time.Now()
		s := NewSchedule(plans, map[news.FeedID]time.Time{"b": start.Add(90 * time.Minute)}, 10)
		at := diary(t, s, 24*time.Hour+time.Minute, func(id news.FeedID) (takes, next time.Duration) {
			if id == "once" {
				return time.Second, -1
			}
			return 0, time.Hour
		})
		if len(at["a"]) != 25 || at["a"][0] != 0 || len(at["b"]) != 23 || at["b"][0] != 90*time.Minute || len(at["once"]) != 1 {
			t.Errorf("%v", at)
		}
	})
}

// TestSlowHost: a host whose visits never end in time delays no other, though it has more
// feeds than there are workers.
func TestSlowHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var plans []Plan
		for i := range 40 {
			plans = append(plans, Plan{Feed: news.FeedID(fmt.Sprintf("slow-%d", i)), Host: "slow.example"})
		}
		for i := range 500 {
			plans = append(plans, Plan{Feed: news.FeedID(fmt.Sprintf("good-%d", i)), Host: fmt.Sprintf("%d.example", i)})
		}
		s := NewSchedule(plans, nil, 10)
		at := diary(t, s, time.Hour, func(id news.FeedID) (takes, next time.Duration) {
			if strings.HasPrefix(string(id), "slow") {
				return 30 * time.Second, time.Minute
			}
			return 100 * time.Millisecond, 15 * time.Minute
		})
		for id, visits := range at {
			if strings.HasPrefix(string(id), "slow") {
				continue
			}
			if len(visits) != 4 || slices.Max(visits) > 46*time.Minute {
				t.Fatalf("%s: visits at %v", id, visits)
			}
		}
		if n := len(at["slow-39"]); n < 2 {
			t.Errorf("the last slow feed was visited %d times", n)
		}
	})
}

// TestSlowFeeds: feeds that keep their workers for long, more of them than there are workers
// and each on a host of its own, delay the others no more once they are known.
func TestSlowFeeds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var plans []Plan
		for i := range 60 {
			plans = append(plans, Plan{Feed: news.FeedID(fmt.Sprintf("slow-%d", i)), Host: fmt.Sprintf("%d.slow.example", i)})
		}
		for i := range 200 {
			plans = append(plans, Plan{Feed: news.FeedID(fmt.Sprintf("good-%d", i)), Host: fmt.Sprintf("%d.example", i)})
		}
		s := NewSchedule(plans, nil, 10)
		at := diary(t, s, 12*time.Hour, func(id news.FeedID) (takes, next time.Duration) {
			if strings.HasPrefix(string(id), "slow") {
				return 10 * time.Minute, time.Minute
			}
			return 100 * time.Millisecond, 15 * time.Minute
		})
		for id, visits := range at {
			for i, v := range visits[1:] {
				if late := v - visits[i] - 15*time.Minute; strings.HasPrefix(string(id), "good") && late > time.Minute {
					t.Fatalf("%s: %s late at %s", id, late, v)
				}
			}
		}
		if n := len(at["slow-59"]); n < 4 {
			t.Errorf("the last slow feed was visited %d times", n)
		}
	})
}

// TestClockSetBack: what is due comes when it would have come.
func TestClockSetBack(t *testing.T) {
	now := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
	s := NewSchedule([]Plan{{Feed: "a"}, {Feed: "b"}}, map[news.FeedID]time.Time{"a": now.Add(time.Hour), "b": now.Add(2 * time.Hour)}, 1)
	s.lookAtClock(now)
	now = now.AddDate(-1, 0, 0)
	s.lookAtClock(now)
	s.lookAtClock(now.Add(-time.Second)) // a small step is none
	if a, b := s.due[0].at.Sub(now), s.due[1].at.Sub(now); a != time.Hour || b != 2*time.Hour {
		t.Errorf("due in %s and %s", a, b)
	}
	if _, ok := s.take(now.Add(time.Hour)); !ok {
		t.Error("not taken when it is due")
	}
}

// TestOnce: each feed has one turn, a slow host delays itself alone, and an end comes.
func TestOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		next := map[news.FeedID]time.Time{}
		var plans []Plan
		for i := range 40 {
			plans = append(plans, Plan{Feed: news.FeedID(fmt.Sprintf("slow-%d", i)), Host: "slow.example"})
		}
		for i := range 300 {
			id := news.FeedID(fmt.Sprintf("good-%d", i))
			plans = append(plans, Plan{Feed: id, Host: fmt.Sprintf("%d.example", i)})
			next[id] = time.Now().Add(time.Hour)
		}
		begun := time.Now()
		var mu sync.Mutex
		at := map[news.FeedID][]time.Duration{}
		err := NewSchedule(plans, next, 10).Once(t.Context(), func(ctx context.Context, id news.FeedID) {
			mu.Lock()
			at[id] = append(at[id], time.Since(begun))
			mu.Unlock()
			if strings.HasPrefix(string(id), "slow") {
				sleep(ctx, time.Minute)
			} else {
				sleep(ctx, time.Second)
			}
		})
		if err != nil || len(at) != 340 || time.Since(begun) != 20*time.Minute {
			t.Errorf("%v, %d visited in %s", err, len(at), time.Since(begun))
		}
		for id, visits := range at {
			if len(visits) != 1 || strings.HasPrefix(string(id), "good") && visits[0] > time.Minute {
				t.Errorf("%s: %v", id, visits)
			}
		}
	})
}

// TestAfterSleep: what was due many times over is visited once.
func TestAfterSleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewSchedule([]Plan{{Feed: "a"}}, map[news.FeedID]time.Time{"a": time.Now().Add(-240 * time.Hour)}, 1)
		at := diary(t, s, 59*time.Minute, func(news.FeedID) (takes, next time.Duration) { return 0, time.Hour })
		if len(at["a"]) != 1 {
			t.Errorf("%v", at)
		}
	})
}

// TestNoSpin: a visit that wants itself again at once waits a second.
func TestNoSpin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewSchedule([]Plan{{Feed: "a"}}, nil, 1)
		at := diary(t, s, 10*time.Second+time.Millisecond, func(news.FeedID) (takes, next time.Duration) { return 0, 0 })
		if len(at["a"]) != 11 {
			t.Errorf("%d visits", len(at["a"]))
		}
	})
}

func TestPlans(t *testing.T) {
	at := time.Date(2026, 3, 3, 12, 7, 30, 0, time.UTC)
	for name, c := range map[string]struct {
		plan Plan
		want string // of the next visit, or of the error
	}{
		"cron":         {Plan{Feed: "a", Cron: "*/20 6-22 * * *"}, "2026-03-03T12:20:00Z"},
		"cron, night":  {Plan{Feed: "a", Cron: "0 6 * * 1"}, "2026-03-09T06:00:00Z"},
		"both":         {Plan{Feed: "a", Cron: "0 6 * * 1", Every: Duration(time.Hour)}, "either"},
		"none":         {Plan{Feed: "a"}, "either"},
		"bad cron":     {Plan{Feed: "a", Cron: "61 * * * *"}, "five fields"},
		"seconds":      {Plan{Feed: "a", Cron: "* * * * * *"}, "five fields"},
		"never":        {Plan{Feed: "a", Cron: "0 0 31 2 *"}, "never comes"},
		"too often":    {Plan{Feed: "a", Every: Duration(time.Second)}, "less than 1m"},
		"hardly ever":  {Plan{Feed: "a", Every: Duration(10000 * time.Hour)}, "more than"},
		"negative":     {Plan{Feed: "a", Every: Duration(-time.Minute)}, "less than"},
		"a mere macro": {Plan{Feed: "a", Cron: "@daily"}, "five fields"},
	} {
		next, err := c.plan.Next(at)
		got := next.Format(time.RFC3339)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestApart: feeds with one interval do not stay together.
func TestApart(t *testing.T) {
	at := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
	seen := map[time.Time]bool{}
	for i := range 200 {
		next, err := Plan{Feed: news.FeedID(fmt.Sprint(i)), Every: Duration(15 * time.Minute)}.Next(at)
		if d := next.Sub(at); err != nil || d < 13*time.Minute+30*time.Second || d > 16*time.Minute+30*time.Second {
			t.Fatalf("%v, %v", d, err)
		}
		seen[next.Truncate(time.Second)] = true
	}
	if len(seen) < 100 {
		t.Errorf("200 feeds come in %d seconds", len(seen))
	}
}

func TestBackoff(t *testing.T) {
	for _, failures := range []int{-1, 0, 1, 5, 10, 11, 1000} {
		limit := maxWait
		if failures < 11 {
			limit = min(maxWait, minWait<<max(failures, 0))
		}
		for _, jitter := range []uint64{0, 1, 1 << 20, 1<<63 + 12345, 1<<64 - 1} {
			if d := Backoff(failures, 0, jitter); d < minWait || d > limit {
				t.Errorf("Backoff(%d, 0, %d) = %v", failures, jitter, d)
			}
			if d := Backoff(failures, 3*time.Hour, jitter); d < 3*time.Hour || d > max(limit, 3*time.Hour) {
				t.Errorf("Backoff(%d, 3h, %d) = %v", failures, jitter, d)
			}
			if d := Backoff(failures, 1<<62, jitter); d != maxWait {
				t.Errorf("Backoff(%d, ages, %d) = %v", failures, jitter, d)
			}
		}
	}
}

// TestSummerTime: a cron time that the clock leaps over or comes to twice neither stops a
// feed nor has it visited without end.
func TestSummerTime(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Skip(err)
	}
	for _, cron := range []string{"30 2 * * *", "30 1 * * *", "*/20 * * * *", "0 */3 * * *"} {
		for _, day := range []time.Time{time.Date(2026, 3, 7, 0, 0, 0, 0, zone), time.Date(2026, 10, 31, 0, 0, 0, 0, zone)} {
			visits := 0
			for at := day; at.Before(day.AddDate(0, 0, 3)); visits++ {
				next, err := Plan{Feed: "a", Cron: cron}.Next(at)
				if err != nil || !next.After(at) || next.Sub(at) > 49*time.Hour {
					t.Fatalf("%s: after %v comes %v, %v", cron, at, next, err)
				}
				at = next
			}
			if visits < 3 {
				t.Errorf("%s from %v: %d visits in three days", cron, day, visits)
			}
		}
	}
}
