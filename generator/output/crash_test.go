package output

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// faulty is a disk that fails, or dies, at one of its steps.
type faulty struct {
	rootDisk
	mu sync.Mutex
	// at is the step that does so, from 0; steps counts.
	at, steps int
	// fail is the error of that step. dead, with it, says that nothing happens from then on: the
	// process was killed. torn says that a write leaves half of its text.
	fail       error
	kill, dead bool
	torn       bool
}

var errKilled = errors.New("killed")

// step counts a step and says whether it fails.
func (f *faulty) step() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.dead {
		return errKilled
	}
	f.steps++
	if f.steps-1 != f.at {
		return nil
	}
	f.dead = f.kill
	return f.fail
}

func (f *faulty) OpenFile(name string, flag int, mode fs.FileMode) (file, error) {
	if err := f.step(); err != nil {
		return nil, err
	}
	opened, err := f.rootDisk.OpenFile(name, flag, mode)
	if err != nil {
		return nil, err
	}
	return &faultyFile{opened, f}, nil
}

func (f *faulty) Mkdir(name string, mode fs.FileMode) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.rootDisk.Mkdir(name, mode)
}

func (f *faulty) Rename(from, to string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.rootDisk.Rename(from, to)
}

func (f *faulty) Remove(name string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.rootDisk.Remove(name)
}

// SyncDir does not wait for the disk of this machine, which tells nothing here.
func (f *faulty) SyncDir(string) {}

type faultyFile struct {
	file
	disk *faulty
}

func (f *faultyFile) Write(text []byte) (int, error) {
	err := f.disk.step()
	if err == nil {
		return f.file.Write(text)
	}
	if f.disk.torn {
		n, _ := f.file.Write(text[:len(text)/2])
		return n, err
	}
	return 0, err
}

// Sync is like SyncDir.
func (f *faultyFile) Sync() error { return f.disk.step() }

func (f *faultyFile) Close() error { return errors.Join(f.disk.step(), f.file.Close()) }

// around is what lies below dir, but for directories.
func around(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		out[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// scene is a directory before a change, and the change: a file that is replaced, one in a directory
// that is made, one that is removed.
func scene(t *testing.T) (dir string, changes []Change, before, after map[string]string) {
	t.Helper()
	dir = t.TempDir()
	before = map[string]string{"Dockerfile": "old", ".dockerignore": "old ignore", "gone/Dockerfile": "gone", "other": "mine"}
	after = map[string]string{"Dockerfile": "new", ".dockerignore": "new ignore", "made/below/Dockerfile": "made", "other": "mine"}
	for name, text := range before {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o755), os.WriteFile(full, []byte(text), 0o640)); err != nil {
			t.Fatal(err)
		}
	}
	return dir, []Change{
		{Path: "Dockerfile", State: Update, Old: []byte("old"), New: []byte("new"), mode: 0o640},
		{Path: filepath.Join("made", "below", "Dockerfile"), State: Create, New: []byte("made"), mode: 0o644},
		{Path: filepath.Join("gone", "Dockerfile"), State: Gone, Remove: true, Old: []byte("gone")},
		{Path: ".dockerignore", State: Update, Old: []byte("old ignore"), New: []byte("new ignore"), mode: 0o640},
	}, before, after
}

// TestKilled kills the writing at each of its steps, with whole and with torn writes: the next run
// finds the old set of files or completes the new one, and nothing else is left.
func TestKilled(t *testing.T) {
	for _, torn := range []bool{false, true} {
		olds, news := 0, 0
		for at := 0; ; at++ {
			dir, changes, before, after := scene(t)
			d := &faulty{rootDisk: open(t, dir), at: at, fail: errKilled, kill: true, torn: torn}
			err := attempt(t, d, changes)
			if !d.dead {
				if err != nil || olds == 0 || news == 0 {
					t.Fatalf("%v, %d old and %d new sets", err, olds, news)
				}
				break
			}
			recovered(t, dir, fmt.Sprintf("killed at %d, torn %t", at, torn), before, after, &olds, &news)
		}
	}
}

// TestKilledWhileUndoing lets a rename fail and then kills: the change is undone or completed as a whole.
func TestKilledWhileUndoing(t *testing.T) {
	olds, news := 0, 0
	for at := 0; ; at++ {
		dir, changes, before, after := scene(t)
		d := &faulty{rootDisk: open(t, dir), at: -1, fail: errKilled, kill: true}
		last := &failing{faulty: d, to: ".dockerignore", after: at}
		err := attempt(t, last, changes)
		if !d.dead {
			if err == nil || !strings.Contains(err.Error(), "nothing was changed") || olds == 0 {
				t.Fatalf("%v, %d old sets", err, olds)
			}
			same(t, around(t, dir), before, "undone")
			break
		}
		recovered(t, dir, fmt.Sprintf("killed at %d of undoing", at), before, after, &olds, &news)
	}
}

// TestRecover: who only looks is told of a run that was interrupted half way, and the next one that
// writes completes it, unless somebody changed a file in between.
func TestRecover(t *testing.T) {
	states := map[string]int{}
	for at := 0; ; at++ {
		dir, changes, before, after := scene(t)
		d := &faulty{rootDisk: open(t, dir), at: at, fail: errKilled, kill: true}
		if _ = attempt(t, d, changes); !d.dead {
			break
		}
		left := around(t, dir)
		err := Interrupted(dir)
		var unfinished *Unfinished
		if err != nil && !errors.As(err, &unfinished) {
			t.Fatal(err)
		}
		same(t, around(t, dir), left, "looking changes nothing")
		if found, err := Recover(dir); err != nil || found != hasJournal(left) {
			t.Fatal(found, err)
		}
		if err == nil {
			same(t, around(t, dir), before, "nothing had begun")
			states["old"]++
		} else {
			same(t, around(t, dir), after, "it was completed")
			states["new"]++
		}
		if found, err := Recover(dir); found || err != nil {
			t.Fatal(found, err)
		}
	}
	if states["old"] == 0 || states["new"] == 0 {
		t.Error(states)
	}

	dir, changes, _, _ := scene(t)
	d := &failing{faulty: &faulty{rootDisk: open(t, dir), at: -1, fail: errKilled, kill: true}, to: ".dockerignore"}
	_ = attempt(t, d, changes)
	if err := os.WriteFile(filepath.Join(dir, ".dockerignore"), []byte("edited"), 0o644); err != nil {
		t.Fatal(err)
	}
	left := around(t, dir)
	if _, err := Recover(dir); err == nil || !strings.Contains(err.Error(), ".dockerignore was changed since") {
		t.Error(err)
	}
	same(t, around(t, dir), left, "somebody changed a file")
}

// textsOf leaves out what a writing run has lying about.
func textsOf(files map[string]string) map[string]string {
	out := maps.Clone(files)
	maps.DeleteFunc(out, func(name, _ string) bool { return strings.Contains(name, ".uvdock-") })
	return out
}

func hasJournal(files map[string]string) bool { _, ok := files[journalName]; return ok }

// TestBusy: of two runs at one time the second is refused.
func TestBusy(t *testing.T) {
	dir, changes, before, after := scene(t)
	lock, err := acquire(open(t, dir).Root)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{Write(dir, changes, false), Interrupted(dir)} {
		if !errors.Is(err, ErrBusy) {
			t.Error(err)
		}
	}
	same(t, textsOf(around(t, dir)), before, "while another is at work")
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Write(dir, changes, false); err != nil {
		t.Error(err)
	}
	same(t, around(t, dir), after, "afterwards")
}

// TestAtOneTime lets runs with different sets of files race: one whole set wins, and who lost says so.
func TestAtOneTime(t *testing.T) {
	for range 20 {
		dir, changes, before, _ := scene(t)
		errs := make([]error, 4)
		var wait sync.WaitGroup
		for i := range errs {
			mine := []Change{changes[0], changes[3]}
			for at := range mine {
				mine[at].New = fmt.Appendf(nil, "of %d", i)
			}
			wait.Go(func() { errs[i] = Write(dir, mine, false) })
		}
		wait.Wait()
		won := -1
		for i, err := range errs {
			switch {
			case err == nil && won >= 0:
				t.Errorf("%d and %d both wrote over %q", won, i, before["Dockerfile"])
			case err == nil:
				won = i
			case !errors.Is(err, ErrBusy) && !strings.Contains(err.Error(), "was changed since"):
				t.Error(err)
			}
		}
		got := around(t, dir)
		if won < 0 || got["Dockerfile"] != fmt.Sprint("of ", won) || got[".dockerignore"] != got["Dockerfile"] || len(got) != len(before) {
			t.Errorf("%d: %q", won, got)
		}
	}
}

// failing fails a rename to one place, and then kills after some steps.
type failing struct {
	*faulty
	to    string
	after int
}

func (f *failing) Rename(from, to string) error {
	if to == f.to && strings.HasPrefix(filepath.Base(from), ".uvdock-") && f.at < 0 {
		f.at = f.steps + f.after
		return syscall.EIO
	}
	return f.faulty.Rename(from, to)
}

// TestKilledWhileRecovering kills the run that completes or undoes, too.
func TestKilledWhileRecovering(t *testing.T) {
	for first := 0; ; first += 2 {
		done := false
		for second := 0; ; second++ {
			dir, changes, before, after := scene(t)
			d := &faulty{rootDisk: open(t, dir), at: first, fail: errKilled, kill: true}
			_ = attempt(t, d, changes)
			if done = !d.dead; done {
				break
			}
			again := &faulty{rootDisk: open(t, dir), at: second, fail: errKilled, kill: true}
			if exists(again, journalName) {
				_ = settle(again)
			}
			var olds, news int
			recovered(t, dir, fmt.Sprintf("killed at %d and %d", first, second), before, after, &olds, &news)
			if !again.dead {
				break
			}
		}
		if done {
			break
		}
	}
}

// TestFullDisk fails each step once, as a disk does that is full. Whatever can be said then is said,
// and what lies there is one set of files.
func TestFullDisk(t *testing.T) {
	olds, news := 0, 0
	for at := 0; ; at++ {
		dir, changes, before, after := scene(t)
		d := &faulty{rootDisk: open(t, dir), at: at, fail: syscall.ENOSPC, torn: true}
		err := attempt(t, d, changes)
		if d.steps <= at {
			if err != nil || olds == 0 {
				t.Fatalf("%v, %d old sets", err, olds)
			}
			break
		}
		if err != nil && !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("step %d: %v", at, err)
		}
		recovered(t, dir, fmt.Sprintf("full at %d: %v", at, err), before, after, &olds, &news)
	}
}

// TestStaysFull: a disk that is full and stays so gets the old set of files back.
func TestStaysFull(t *testing.T) {
	for at := 0; ; at++ {
		dir, changes, before, after := scene(t)
		d := &full{&faulty{rootDisk: open(t, dir), at: -1}, at}
		if err := attempt(t, d, changes); err == nil {
			same(t, around(t, dir), after, "with enough room")
			break
		} else if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "nothing was changed") {
			t.Errorf("%d bytes: %v", at, err)
		}
		same(t, around(t, dir), before, fmt.Sprintf("room for %d writes", at))
	}
}

// full takes no more writes after some.
type full struct {
	*faulty
	room int
}

func (f *full) OpenFile(name string, flag int, mode fs.FileMode) (file, error) {
	opened, err := f.faulty.OpenFile(name, flag, mode)
	if err != nil {
		return nil, err
	}
	return &fullFile{opened, f}, nil
}

type fullFile struct {
	file
	disk *full
}

func (f *fullFile) Write(text []byte) (int, error) {
	f.disk.mu.Lock()
	f.disk.room--
	room := f.disk.room
	f.disk.mu.Unlock()
	if room < 0 {
		return 0, syscall.ENOSPC
	}
	return f.file.Write(text)
}

func open(t *testing.T, dir string) rootDisk {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	return rootDisk{root}
}

// attempt writes as Write does, on another disk.
func attempt(t *testing.T, d disk, changes []Change) error {
	t.Helper()
	var root *os.Root
	switch d := d.(type) {
	case *faulty:
		root = d.Root
	case *failing:
		root = d.Root
	case *full:
		root = d.Root
	}
	lock, err := acquire(root)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	return replace(d, changes)
}

// recovered lets the next run clean up, and counts which set of files there is. Files that lie beside
// others are left only where the journal itself could not be kept.
func recovered(t *testing.T, dir, name string, before, after map[string]string, olds, news *int) {
	t.Helper()
	if d := (&faulty{rootDisk: open(t, dir), at: -1}); exists(d, journalName) {
		if err := errors.Join(settle(d), d.Remove(journalName)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	got := around(t, dir)
	switch {
	case maps.Equal(got, before):
		*olds++
	case maps.Equal(got, after):
		*news++
	default:
		t.Errorf("%s: %q", name, got)
	}
}

func same(t *testing.T, got, want map[string]string, name string) {
	t.Helper()
	if !maps.Equal(got, want) {
		t.Errorf("%s: %q, want %q", name, got, want)
	}
}
