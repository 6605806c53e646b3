package images

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// workBuilder is a builder that exports OCI archives and caches: the one of the rig ($RIG_HOME) where
// there is one, else one of our own.
func workBuilder(t *testing.T) string {
	t.Helper()
	if os.Getenv("RIG_HOME") != "" {
		return builderName(t)
	}
	return containerBuilder(t)
}

// builderName is the builder that docker buildx uses unasked.
func builderName(t *testing.T) string {
	t.Helper()
	match := regexp.MustCompile(`(?m)^Name:\s+(\S+)`).FindStringSubmatch(docker(t, "buildx", "inspect"))
	if match == nil {
		t.Fatal("docker buildx inspect names no builder")
	}
	return match[1]
}

// emptyBuilder is another builder, with nothing in its cache.
func emptyBuilder(t *testing.T) string {
	t.Helper()
	if home := os.Getenv("RIG_HOME"); home != "" {
		return rigBuilder(t, home)
	}
	return containerBuilder(t)
}

// containerBuilder is a builder in a container. The host's network lets it reach a registry on loopback.
func containerBuilder(t *testing.T) string {
	t.Helper()
	name := unique("builder")
	tidy(t, "buildx", "rm", "--force", name)
	docker(t, "buildx", "create", "--name", name, "--driver", "docker-container", "--driver-opt", "network=host", "--bootstrap")
	return name
}

// rigBuilder is a builder of another buildkitd beside the one of the rig.
func rigBuilder(t *testing.T, home string) string {
	t.Helper()
	return rigNode(t, home).builder
}

// A node is one BuildKit: a builder of it alone, and the address under which others can have it as a node.
type node struct{ builder, endpoint string }

// twoNodes are two BuildKits; the second has nothing in its cache.
func twoNodes(t *testing.T) (first, second node) {
	t.Helper()
	if home := os.Getenv("RIG_HOME"); home != "" {
		return node{builderName(t), os.Getenv("BUILDKIT_HOST")}, rigNode(t, home)
	}
	container := func() node {
		name := containerBuilder(t)
		return node{name, "docker-container://buildx_buildkit_" + name + "0"}
	}
	return container(), container()
}

// rigNode starts a second buildkitd as the rig starts the first, with a directory and a socket of its own.
func rigNode(t *testing.T, home string) node {
	t.Helper()
	config, err := os.ReadFile(filepath.Join(home, "buildkitd.toml"))
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	socket := "unix://" + filepath.Join(root, "s.sock")
	text := regexp.MustCompile(`(?m)^root = .*$`).ReplaceAllLiteralString(string(config), fmt.Sprintf("root = %q", filepath.Join(root, "buildkit")))
	text = regexp.MustCompile(`(?m)^  address = .*$`).ReplaceAllLiteralString(text, fmt.Sprintf("  address = [%q]", socket))
	if !strings.Contains(text, socket) || strings.Count(text, root) != 2 {
		t.Fatalf("root and address were not replaced in:\n%s", text)
	}
	path := filepath.Join(root, "buildkitd.toml")
	write(t, path, text)
	run(t, filepath.Join(home, "bin", "buildkitd"), "--config", path)
	name := unique("builder")
	tidy(t, "buildx", "rm", "--force", name)
	docker(t, "buildx", "create", "--name", name, "--driver", "remote", socket)
	await(t, "buildkitd", func() bool {
		_, _, err := command(t.Context(), "", "docker", "buildx", "inspect", "--bootstrap", name)
		return err == nil
	})
	return node{name, socket}
}

// startRegistry starts an empty registry on loopback and gives its address.
func startRegistry(t *testing.T) string {
	t.Helper()
	var address string
	if home := os.Getenv("RIG_HOME"); home != "" {
		address = freeAddress(t)
		run(t, filepath.Join(home, "bin", "crane"), "registry", "serve", "--address", address, "--disk", t.TempDir())
	} else {
		name := unique("registry")
		tidy(t, "rm", "--force", "--volumes", name)
		docker(t, "run", "--detach", "--name", name, "--publish", "127.0.0.1::5000", "registry:2")
		address = docker(t, "port", name, "5000/tcp")
	}
	await(t, "registry", func() bool {
		conn, err := net.DialTimeout("tcp", address, time.Second)
		if err == nil {
			conn.Close()
		}
		return err == nil
	})
	return address
}

// run starts a program that serves until the test is over.
func run(t *testing.T, name string, args ...string) {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(context.Background(), name, args...)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		stubborn := time.AfterFunc(20*time.Second, func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait()
		stubborn.Stop()
		log.Close()
		if text, err := os.ReadFile(log.Name()); err == nil && t.Failed() {
			t.Logf("%s:\n%s", name, tail(text))
		}
	})
}

// await waits until something that was started is ready.
func await(t *testing.T, what string, ready func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !ready(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s is not ready after 30 s", what)
		}
	}
}

// freeAddress is a port of loopback where nothing listens at this moment.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// unique names something of this run alone.
func unique(what string) string {
	return "uvdock-e2e-" + what + "-" + strconv.FormatInt(time.Now().UnixNano(), 36)
}
