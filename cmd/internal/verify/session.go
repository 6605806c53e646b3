package verify

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"
)

// label marks the containers of a session, and its value which session.
const label = "uvdock.verify"

// session owns everything one Run creates at the engine: one image tag, and containers that carry
// its label.
type session struct {
	engine
	options Options
	rules   *rules
	id      string
	tag     string
	creates int  // containers created so far, for their names
	stdin   bool // the container's standard input is held open
}

func newSession(e engine, o Options, r *rules) *session {
	id := strings.ToLower(rand.Text()[:12])
	return &session{engine: e, options: o, rules: r, id: id, tag: "uvdock-verify:" + id}
}

func (s *session) say(format string, args ...any) { s.options.Progress(fmt.Sprintf(format, args...)) }

// create makes a container that is not running yet and returns its name. The context may end while
// the engine works; the request is then finished all the same, so that close finds what it made.
func (s *session) create(ctx context.Context, args ...string) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	s.creates++
	name := fmt.Sprintf("uvdock-verify-%s-%d", s.id, s.creates)
	wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer cancel()
	head := []string{"create", "--name", name, "--label", label + "=" + s.id, "--pull", "never"}
	_, err := s.output(wait, append(head, args...)...)
	return name, err
}

// remove ends and removes one container with its anonymous volumes.
func (s *session) remove(ctx context.Context, name string) error {
	_, err := s.output(ctx, "rm", "--force", "--volumes", name)
	return err
}

// close removes every container and the image of the session. It has a deadline of its own: the
// caller's context may be the reason why it is called.
func (s *session) close(caller context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(caller), time.Minute)
	defer cancel()
	err := s.sweep(ctx)
	if caller.Err() != nil {
		// A request that was cancelled may still be finishing at the engine.
		time.Sleep(s.options.pause)
		err = s.sweep(ctx)
	}
	if err != nil {
		return fmt.Errorf("could not remove what verify created: %w; look with: docker ps -a --filter label=%s and docker image ls uvdock-verify", err, label)
	}
	return nil
}

func (s *session) sweep(ctx context.Context) error {
	var errs []error
	ids, err := s.output(ctx, "ps", "--all", "--quiet", "--no-trunc", "--filter", "label="+label+"="+s.id)
	errs = append(errs, err)
	for id := range strings.FieldsSeq(ids) {
		errs = append(errs, s.remove(ctx, id))
	}
	found, err := s.output(ctx, "image", "ls", "--quiet", s.tag)
	errs = append(errs, err)
	if strings.TrimSpace(found) != "" {
		_, err = s.output(ctx, "image", "rm", s.tag)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
