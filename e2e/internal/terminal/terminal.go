// Package terminal runs a program in a pseudo-terminal and keeps the screen that a person would see.
package terminal

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
	"golang.org/x/term"
)

// patience is how long a screen may take to become what is waited for: far longer than any does.
const patience = 60 * time.Second

// vt10x takes the sequences that turn keyboard protocols on and off, CSI with a private mark and u or m,
// for those that move the cursor back and set colours.
var (
	keyboard   = regexp.MustCompile(`\x1b\[[<=>?][0-9;]*[um]`)
	unfinished = regexp.MustCompile(`\x1b(\[[<=>?]?[0-9;]*)?$`)
)

// Session is a program in a terminal.
type Session struct {
	cmd    *exec.Cmd
	master *os.File
	// slave stays open, so that what the program leaves of the terminal can be read after its end.
	slave  *os.File
	before *term.State
	screen vt10x.Terminal

	mutex sync.Mutex
	// pending is the beginning of a sequence whose end was not read yet.
	pending []byte
	// all is everything that was printed.
	all strings.Builder
	// changed wakes those who wait for the screen.
	changed chan struct{}
	ended   chan error
}

// Start runs a program in a terminal of a size; 0 is a terminal that does not say it. env is added to the environment; TERM is
// xterm-256color unless env says otherwise.
func Start(ctx context.Context, width, height int, dir string, env []string, name string, args ...string) (*Session, error) {
	master, slave, err := pty.Open()
	if err != nil {
		return nil, err
	}
	if err := pty.Setsize(master, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		return nil, err
	}
	before, err := term.GetState(int(slave.Fd()))
	if err != nil {
		return nil, err
	}
	s := &Session{
		cmd: exec.CommandContext(ctx, name, args...), master: master, slave: slave, before: before,
		screen: vt10x.New(vt10x.WithSize(cmp.Or(width, 80), cmp.Or(height, 24))), changed: make(chan struct{}, 1), ended: make(chan error, 1),
	}
	s.cmd.Dir, s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = dir, slave, slave, slave
	s.cmd.Env = append(append(os.Environ(), "TERM=xterm-256color", "NO_COLOR=", "ACCESSIBLE="), env...)
	s.cmd.SysProcAttr = controlling()
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	go s.read()
	go func() { s.ended <- s.cmd.Wait() }()
	return s, nil
}

// read feeds the screen with what the program prints.
func (s *Session) read() {
	in := bufio.NewReader(s.master)
	buffer := make([]byte, 1<<14)
	for {
		n, err := in.Read(buffer)
		s.mutex.Lock()
		s.all.Write(buffer[:n])
		s.pending = append(s.pending, buffer[:n]...)
		whole := len(s.pending) - len(unfinished.Find(s.pending))
		_, _ = s.screen.Write(keyboard.ReplaceAll(s.pending[:whole], nil))
		s.pending = append([]byte(nil), s.pending[whole:]...)
		s.mutex.Unlock()
		select {
		case s.changed <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// Text is the screen without the blanks at the ends of lines.
func (s *Session) Text() string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var lines []string
	for line := range strings.SplitSeq(s.screen.String(), "\n") {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// Printed is everything that the program printed.
func (s *Session) Printed() string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.all.String()
}

// Type sends text or keys as a terminal does.
func (s *Session) Type(keys string) error {
	_, err := s.master.WriteString(keys)
	return err
}

// Until waits until the screen is as it should be.
func (s *Session) Until(so func(screen string) bool) error {
	limit := time.After(patience)
	for {
		if so(s.Text()) {
			return nil
		}
		select {
		case <-s.changed:
		case <-limit:
			return fmt.Errorf("the screen stays\n%s", s.Text())
		}
	}
}

// Shows waits until the screen shows a text, wherever its lines are broken.
func (s *Session) Shows(text string) error {
	squeeze := func(text string) string { return strings.Join(strings.Fields(text), "") }
	err := s.Until(func(screen string) bool { return strings.Contains(squeeze(screen), squeeze(text)) })
	if err != nil {
		return fmt.Errorf("%q is not shown: %w", text, err)
	}
	return nil
}

// End waits for the end of the program and returns its exit code, after all that it printed was read.
func (s *Session) End() (int, error) {
	var err error
	select {
	case err = <-s.ended:
	case <-time.After(patience):
		_ = s.cmd.Process.Kill()
		return 0, fmt.Errorf("it does not end; the screen is\n%s", s.Text())
	}
	const last = "\x00"
	if _, err := s.slave.WriteString(last); err != nil { // what stands before it was printed by the program
		return 0, err
	}
	if err := s.Until(func(string) bool { return strings.HasSuffix(s.Printed(), last) }); err != nil {
		return 0, err
	}
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode(), nil
	}
	return 0, err
}

// Restored says what of the terminal is not as it was before the program; nil if all is.
func (s *Session) Restored() error {
	after, err := term.GetState(int(s.slave.Fd()))
	if err != nil {
		return err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	switch {
	case *after != *s.before:
		return fmt.Errorf("the terminal's mode is %+v, and was %+v", after, s.before)
	case !s.screen.CursorVisible():
		return errors.New("the cursor is hidden")
	case s.screen.Mode()&vt10x.ModeAltScreen != 0:
		return errors.New("the alternate screen is on")
	}
	return nil
}

// Close ends the program, if it still runs.
func (s *Session) Close() {
	_ = s.cmd.Process.Kill()
	_ = s.slave.Close()
	_ = s.master.Close()
}

// Signal sends a signal to the program.
func (s *Session) Signal(sig os.Signal) error { return s.cmd.Process.Signal(sig) }
