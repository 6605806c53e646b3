package verify

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"github.com/uvdock/uvdock/profiles"
)

func testRules(t *testing.T) *rules {
	t.Helper()
	r, err := loadRules()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// expect compares a verdict with a status and a part of what it says.
func expect(t *testing.T, v verdict, status, part string) {
	t.Helper()
	if v.status != status || !strings.Contains(v.got+"\n"+v.detail, part) {
		t.Errorf("got %s: %q (%q), want %s with %q", v.status, v.got, v.detail, status, part)
	}
	if v.status == Broken && v.fix == "" {
		t.Errorf("%q: a broken promise without a fix", v.got)
	}
}

func TestCommand(t *testing.T) {
	for _, c := range []struct {
		entrypoint, cmd []string
		status          string
	}{
		{nil, []string{"uvicorn", "app:app"}, OK},
		{[]string{"/usr/bin/python3"}, []string{"app.py"}, OK},
		{nil, []string{"python", "-c", "print(1)"}, OK},
		{nil, []string{"start.sh", "-c", "conf"}, OK},
		{nil, nil, Broken},
		{nil, []string{"/bin/sh", "-c", "python app.py"}, Broken},
		{nil, []string{"/bin/bash", "-ec", "python app.py"}, Broken},
		{[]string{"/usr/bin/tini", "--", "/bin/sh", "-c"}, []string{"python app.py"}, Broken},
	} {
		ev := &evidence{image: &image{Config: imageConfig{Entrypoint: c.entrypoint, Cmd: c.cmd}}}
		if v := judgeCommand(ev); v.status != c.status {
			t.Errorf("%q %q: %s, want %s", c.entrypoint, c.cmd, v.status, c.status)
		}
	}
}

func TestUser(t *testing.T) {
	files := makeTree(
		t,
		file{path: "/etc/passwd", content: "root:x:0:0:root:/root:/bin/sh\nnonroot:x:65532:65532::/home/nonroot:/sbin/nologin\nlazy:x:70:0::/:/bin/sh\n"},
		file{path: "/etc/group", content: "root:x:0:member\nnonroot:x:65532:\n"},
	)
	for _, c := range []struct{ user, status, part string }{
		{"65532:65532", OK, "65532:65532"},
		{"65532", OK, "65532"},
		{"4242:4242", OK, "4242"},
		{"65532:nonroot", OK, "65532"},
		{"", Broken, "no USER"},
		{"0", Broken, "root"},
		{"root", Broken, "root"},
		{"0:65532", Broken, "root"},
		{"nonroot", Broken, "a name"},
		{"65532:0", Broken, "group is root"},
		{"4242", Broken, "root group"},
		{"70", Broken, "root group"},
	} {
		ev := &evidence{image: &image{Config: imageConfig{User: c.user}}, files: files}
		t.Run("USER "+c.user, func(t *testing.T) { expect(t, judgeUser(ev), c.status, c.part) })
	}
}

func TestTools(t *testing.T) {
	r := testRules(t)
	for _, c := range []struct {
		file     file
		uv, comp string
		git      string
	}{
		{file{path: "/usr/local/bin/uv", mode: 0o755}, Broken, OK, OK},
		{file{path: "/uv", mode: 0o755}, Broken, OK, OK},
		{file{path: "/bin/uvx", link: "/gone"}, Broken, OK, OK},
		{file{path: "/usr/bin/aarch64-linux-gnu-gcc-14", mode: 0o755}, OK, Broken, OK},
		{file{path: "/usr/bin/x86_64-alpine-linux-musl-g++", mode: 0o755}, OK, Broken, OK},
		{file{path: "/usr/bin/ld.bfd", mode: 0o755}, OK, Broken, OK},
		{file{path: "/root/.cargo/bin/cargo", mode: 0o755}, OK, Broken, OK},
		{file{path: "/usr/lib/git-core/git", mode: 0o755}, OK, OK, Broken},
		{file{path: "/usr/bin/uvicorn", mode: 0o755}, OK, OK, OK},
		{file{path: "/app/git", mode: 0o644}, OK, OK, OK},
		{file{path: "/usr/share/doc/gcc-12-base/", mode: 0o755}, OK, OK, OK},
		{file{path: "/opt/venv/lib/python3.13/site-packages/x/make", mode: 0o755}, OK, OK, OK},
		{file{path: "/lib64/ld-linux-x86-64.so.2", mode: 0o755}, OK, OK, OK},
	} {
		t.Run(c.file.path, func(t *testing.T) {
			ev := &evidence{rules: r, files: makeTree(t, c.file)}
			expect(t, judgeUV(ev), c.uv, "")
			expect(t, judgeCompiler(ev), c.comp, "")
			expect(t, judgeGit(ev), c.git, "")
		})
	}
}

// Git is no leftover where a package of the image runs it.
func TestGitForAPackage(t *testing.T) {
	r := testRules(t)
	git := file{path: "/usr/bin/git", mode: 0o755}
	for _, c := range []struct{ path, status, part string }{
		{"/opt/venv/lib/python3.13/site-packages/gitpython-3.1.45.dist-info/", OK, "git is there for gitpython"},
		{"/opt/venv/lib/python3.13/site-packages/GitPython-3.1.45.dist-info/", OK, "gitpython"},
		{"/opt/venv/lib/python3.13/site-packages/pre_commit-4.6.1.dist-info/", OK, "pre-commit"},
		{"/opt/venv/lib/python3.13/site-packages/flask-3.1.0.dist-info/", Broken, "/usr/bin/git is there"},
		{"/src/gitpython-3.1.45.dist-info/", Broken, "/usr/bin/git is there"},
	} {
		expect(t, judgeGit(&evidence{rules: r, files: makeTree(t, git, file{path: c.path})}), c.status, c.part)
	}
}

// The tables of system packages that put git into an image, and verify, agree on who runs it.
func TestGitUsers(t *testing.T) {
	users := testRules(t).tools.GitUsers
	files, err := fs.Glob(profiles.FS, "native/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no tables", err)
	}
	for _, file := range files {
		var table struct {
			Package []struct {
				Name   string
				Debian struct{ Runtime []string }
			}
		}
		if _, err := toml.DecodeFS(profiles.FS, file, &table); err != nil {
			t.Fatal(err)
		}
		for _, row := range table.Package {
			if slices.Contains(row.Debian.Runtime, "git") != slices.Contains(users, row.Name) {
				t.Errorf("%s: the tables and git_users of data/tools.toml differ on whether it runs git", row.Name)
			}
		}
	}
}

func TestRepository(t *testing.T) {
	r := testRules(t)
	for _, c := range []struct{ path, status string }{
		{"/app/.git/", Broken},
		{"/app/.git", Broken},
		{"/src/.hg/", Broken},
		{"/app/.gitignore", OK},
		{"/app/git/", OK},
	} {
		expect(t, judgeRepository(&evidence{rules: r, files: makeTree(t, file{path: c.path})}), c.status, "")
	}
}

func TestWritable(t *testing.T) {
	config := imageConfig{User: "65532:65532", WorkingDir: "/app", Volumes: map[string]struct{}{"/data": {}}}
	passwd := file{path: "/etc/passwd", content: "nonroot:x:65532:65532::/home/nonroot:/sbin/nologin\n"}
	for _, c := range []struct {
		name   string
		file   file
		status string
	}{
		{"root's", file{path: "/app/app.py"}, OK},
		{"the user's", file{path: "/app/app.py", uid: 65532}, Broken},
		{"the user's, read-only", file{path: "/app/app.py", uid: 65532, mode: 0o444}, Broken},
		{"the group's", file{path: "/app/app.py", gid: 65532, mode: 0o664}, Broken},
		{"the group's, read-only", file{path: "/app/app.py", gid: 65532, mode: 0o640}, OK},
		{"another group's", file{path: "/var/mail/", gid: 8, mode: 0o2775}, OK},
		{"everybody's", file{path: "/opt/venv/.lock", mode: 0o666}, Broken},
		{"everybody's, at home", file{path: "/home/nonroot/x", mode: 0o666}, Broken},
		{"sticky directory", file{path: "/run/lock/", mode: 0o1777}, OK},
		{"open directory", file{path: "/cache/", mode: 0o777}, Broken},
		{"own sticky directory", file{path: "/cache/", mode: 0o1777, uid: 65532}, Broken},
		{"home", file{path: "/home/nonroot/", uid: 65532, mode: 0o700}, OK},
		{"volume", file{path: "/data/db", uid: 65532}, OK},
		{"beside the volume", file{path: "/database", uid: 65532}, Broken},
		{"temporary", file{path: "/tmp/x", uid: 65532, mode: 0o666}, OK},
		{"link", file{path: "/app/link", link: "/etc/passwd", uid: 65532, mode: 0o777}, OK},
	} {
		t.Run(c.name, func(t *testing.T) {
			ev := &evidence{image: &image{Config: config}, files: makeTree(t, passwd, c.file)}
			expect(t, judgeWritable(ev), c.status, "")
		})
	}
}

func TestWritableHomeWithCode(t *testing.T) {
	passwd := file{path: "/etc/passwd", content: "nonroot:x:65532:65532::/home/nonroot:/sbin/nologin\n"}
	home := file{path: "/home/nonroot/", uid: 65532, mode: 0o700}
	venv := file{path: "/home/nonroot/venv/pyvenv.cfg"}
	for _, c := range []struct {
		name, workdir string
		files         []file
		status        string
	}{
		{"code elsewhere", "/app", []file{passwd, home}, OK},
		{"works at home", "/home/nonroot", []file{passwd, home}, Broken},
		{"venv at home", "/app", []file{passwd, home, venv}, Broken},
		{"no working directory", "", []file{passwd, home}, OK},
	} {
		t.Run(c.name, func(t *testing.T) {
			img := &image{Config: imageConfig{User: "65532", WorkingDir: c.workdir}}
			expect(t, judgeWritable(&evidence{image: img, files: makeTree(t, c.files...)}), c.status, "")
		})
	}
}
