package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ascribe/news"
)

const crashStore = "ASCRIBE_TEST_CRASH_STORE"

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if path := os.Getenv(crashStore); path != "" {
		if err := appendForEver(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// keptText is how many calls later the text of a call's first story is dropped.
const keptText = 3

// appendForEver appends calls of three stories each, drops the text of an older one with
// them, and writes the number of a call to stdout when it is acknowledged.
func appendForEver(path string) error {
	s, err := Open(path, Options{})
	if err != nil {
		return err
	}
	for n := s.Stats().Stories / 3; ; n++ {
		var call []news.Entry
		for part := range 3 {
			call = append(call, entry(crashStory(n, part)))
		}
		if n >= keptText {
			call = append(call, dropText(crashStory(n-keptText, 0).ID))
		}
		if _, err := s.Append(context.Background(), call...); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

func crashStory(n, part int) news.Story {
	return write(fmt.Sprintf("https://x%d.example/%d", part, n), news.OutletID(fmt.Sprint("outlet", part)), day.Add(time.Duration(n)*time.Hour),
		fmt.Sprint("Intrusion number ", n), strings.Repeat(fmt.Sprintf("The intruders of case %d left by way %d. ", n, part), 30), say{britain, china, news.Accuses, ""})
}

func TestKilledWritersLoseNothing(t *testing.T) {
	rounds := 20
	if testing.Short() {
		rounds = 3
	}
	path := filepath.Join(t.TempDir(), "ascribe.db")
	acknowledged := -1
	for round := range rounds {
		acknowledged = max(acknowledged, killOne(t, path, 2+round%6))
		accounted(t, path, acknowledged)
	}
	if acknowledged < 2*rounds {
		t.Errorf("only %d calls were acknowledged in %d rounds: this shows nothing", acknowledged, rounds)
	}
	checkFile(t, path)
	asRebuilt(t, path)
}

// accounted checks that a store has all calls that were acknowledged, none in part, and
// that every record is sound.
func accounted(t *testing.T, path string, acknowledged int) {
	t.Helper()
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if stories := s.Stats().Stories; stories%3 != 0 {
		t.Errorf("%d stories: a call was written in part", stories)
	}
	for n := range acknowledged + 1 {
		for part := range 3 {
			v, err := s.Story(crashStory(n, part).ID)
			if err != nil {
				t.Errorf("story %d.%d was acknowledged: %v", n, part, err)
			}
			if dropped := part == 0 && n+keptText <= acknowledged; dropped && !v.Excerpt || v.Verify() != nil {
				t.Errorf("story %d.%d: text dropped: %v, want %v; %v", n, part, v.Excerpt, dropped, v.Verify())
			}
		}
	}
	if report, err := s.Verify(t.Context()); err != nil || !report.Clean() {
		t.Errorf("Verify = %+v, %v", report, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// killOne runs a writer and kills it some time after it acknowledged a number of calls, in
// the midst of the next ones. It returns the last one acknowledged.
func killOne(t *testing.T, path string, after int) int {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), crashStore+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	last, lines := -1, bufio.NewScanner(out)
	for n := 0; lines.Scan(); n++ {
		if _, err := fmt.Sscan(lines.Text(), &last); err != nil {
			t.Fatal(err)
		}
		if n == after {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the writer ended by itself")
	}
	return last
}

// TestAFullStore lets the file grow to its limit: what was acknowledged stays and can be
// read, and writing goes on when there is space again.
func TestAFullStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s, err := Open(path, Options{MaxSize: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	s.db.NoSync = true // for speed
	written := 0
	for ; ; written++ {
		_, err := s.Append(t.Context(), entry(crashStory(written, 0)))
		if errors.Is(err, ErrFull) {
			break
		}
		if err != nil || written > 5000 {
			t.Fatalf("story %d: %v", written, err)
		}
	}
	if _, err := s.Append(t.Context(), entry(crashStory(written, 0))); !errors.Is(err, ErrFull) {
		t.Errorf("Append to a full store: %v, want ErrFull", err)
	}
	if page, err := s.Stories(t.Context(), Query{}); err != nil || len(page.Items) != min(written, DefaultLimit) {
		t.Errorf("a full store lists %d stories, %v", len(page.Items), err)
	}
	if got := s.Stats().Stories; got != written {
		t.Errorf("a full store has %d stories, want %d", got, written)
	}
	s.db.MaxSize = 0 // space again, as when a disk is cleared
	appendAll(t, s, entry(crashStory(written, 0)))
	if report, err := s.Verify(t.Context()); err != nil || !report.Clean() || report.Stories != written+1 {
		t.Errorf("Verify = %+v, %v; want %d stories", report, err, written+1)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	checkFile(t, path)
}

func TestBackupOfABusyStore(t *testing.T) {
	s := open(t)
	stop := make(chan struct{})
	done := make(chan error, 1)
	go func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			if _, err := s.Append(t.Context(), entry(crashStory(n, 0))); err != nil {
				done <- err
				return
			}
		}
	}()
	for round := range 5 {
		path := filepath.Join(t.TempDir(), "copy.db")
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Backup(io.Writer(f)); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		copied := openAt(t, path)
		if report, err := copied.Verify(t.Context()); err != nil || !report.Clean() {
			t.Errorf("backup %d: %+v, %v", round, report, err)
		}
	}
	close(stop)
	if err := <-done; err != nil {
		t.Error(err)
	}
}
