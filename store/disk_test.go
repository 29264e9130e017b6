package store

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// A disk is a file system of its own in an image: what it has not sent to its block device
// is lost when the image is copied as it is.
type disk struct {
	t      *testing.T
	image  string
	folder string
}

// newDisk makes a disk of some megabytes, or skips the test where that can't be done.
func newDisk(t *testing.T, megabytes int64) *disk {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("a disk of its own needs root and loop devices")
	}
	dir := t.TempDir()
	d := &disk{t, filepath.Join(dir, "disk.img"), filepath.Join(dir, "disk")}
	f, err := os.Create(d.image)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(megabytes<<20), f.Close(), os.Mkdir(d.folder, 0o700)); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mkfs.ext4", "-q", "-m", "0", d.image).CombinedOutput(); err != nil {
		t.Skipf("a disk of its own needs mkfs.ext4: %v %s", err, out)
	}
	if out, err := exec.Command("mount", "-o", "loop", d.image, d.folder).CombinedOutput(); err != nil {
		t.Skipf("a disk of its own needs loop devices: %v %s", err, out)
	}
	t.Cleanup(func() { d.run("umount", d.folder) })
	return d
}

func (d *disk) run(command string, args ...string) {
	d.t.Helper()
	if out, err := exec.Command(command, args...).CombinedOutput(); err != nil {
		d.t.Fatalf("%s %v: %v %s", command, args, err, out)
	}
}

// cut takes the power away and gives it back: the image stays as it is at this moment.
func (d *disk) cut() {
	d.t.Helper()
	d.run("cp", "--sparse=always", d.image, d.image+".now")
	d.run("umount", d.folder)
	d.run("mv", d.image+".now", d.image)
	// The journal is replayed by this, or else by the mount: its status says that it was.
	_ = exec.Command("e2fsck", "-fp", d.image).Run()
	d.run("mount", "-o", "loop", d.image, d.folder)
}

func TestPowerCutsLoseNothing(t *testing.T) {
	rounds := 20
	if testing.Short() {
		rounds = 2
	}
	d := newDisk(t, 128)
	path := filepath.Join(d.folder, "ascribe.db")
	acknowledged := -1
	for round := range rounds {
		acknowledged = max(acknowledged, killOne(t, path, 2+round%5))
		d.cut()
		accounted(t, path, acknowledged)
	}
	if acknowledged < 2*rounds {
		t.Errorf("only %d calls were acknowledged in %d rounds: this shows nothing", acknowledged, rounds)
	}
}

// A full disk stops writing and nothing else; when there is space, writing goes on in the
// same process.
func TestAFullDisk(t *testing.T) {
	d := newDisk(t, 48)
	s := openAt(t, filepath.Join(d.folder, "ascribe.db"))
	s.db.NoSync = false
	appendAll(t, s, entry(crashStory(0, 0)))
	filler := filepath.Join(d.folder, "filler")
	d.fill(filler)
	written := 1
	for ; ; written++ {
		_, err := s.Append(t.Context(), entry(crashStory(written, 0)))
		if errors.Is(err, ErrFull) {
			break
		}
		if err != nil || written > 20_000 {
			t.Fatalf("story %d: %v", written, err)
		}
	}
	page, err := s.Stories(t.Context(), Query{Text: "intruders", Limit: MaxLimit})
	if err != nil || len(page.Items) != min(written, MaxLimit) {
		t.Errorf("on a full disk %d stories are found, want %d: %v", len(page.Items), written, err)
	}
	if err := s.PutSeen(); err != nil && !errors.Is(err, ErrFull) {
		t.Errorf("what the machine knows: %v", err)
	}
	copied, err := os.Create(filepath.Join(d.folder, "copy"))
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	if _, err := Settling(copied, grownAhead+s.Stats().Bytes); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("room for a copy on a full disk: %v", err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	appendAll(t, s, entry(crashStory(written, 0)))
	if report, err := s.Verify(t.Context()); err != nil || !report.Clean() || report.Stories != written+1 {
		t.Errorf("Verify = %+v, %v; want %d stories", report, err, written+1)
	}
}

// fill writes a file until the disk takes no more.
func (d *disk) fill(path string) {
	d.t.Helper()
	f, err := os.Create(path)
	if err != nil {
		d.t.Fatal(err)
	}
	block := make([]byte, 64<<10)
	for err == nil {
		_, err = f.Write(block)
	}
	if err := f.Sync(); err != nil {
		d.t.Log(err)
	}
	if err := f.Close(); err != nil {
		d.t.Log(err)
	}
}
