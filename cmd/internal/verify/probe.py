# Runs inside the container, by its own Python (3.8 or newer, standard library only), as its own
# user: python -I -S -c <this> <request>. It waits until the ports (and the path, when there is
# one) answer or the time is over, and prints what it saw as JSON. Nothing is judged here.
# Without a path it asks for / once the ports are open: gunicorn and its like open the port before
# any worker has imported the application, and only an answer says that one has.
import glob, http.client, json, os, socket, sys, time

request = json.loads(sys.argv[1])  # {"ports": [8000], "path": "/healthz", "seconds": 60, "silence": 15}
deadline = time.monotonic() + request["seconds"]
seen = {"open": [], "answered": 0, "status": 0, "root": 0, "http_error": "", "byteorder": sys.byteorder, "self": os.getpid()}


def addresses():
    yield "127.0.0.1"
    yield "::1"
    # A server may listen on the container's own address alone. Connecting a datagram socket sends
    # nothing; it only asks the kernel for that address, where a name would need a resolver.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))
            yield asking.getsockname()[0]
        except OSError:
            pass


def connects(port):
    for address in addresses():
        try:
            socket.create_connection((address, port), timeout=2).close()
            return address
        except OSError:
            continue


def ask(address, port, path, headers={}):
    """The status that GET path is answered with, or 0 and the error."""
    connection = http.client.HTTPConnection(address, port, timeout=5)
    try:
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status, None
    except (OSError, http.client.HTTPException) as error:
        return 0, error
    finally:
        connection.close()


def answers(address, port, path):
    seen["status"], error = ask(address, port, path)
    seen["http_error"] = "%s: %s" % (type(error).__name__, error) if error else ""
    return 200 <= seen["status"] < 400


def greets(address, port):
    """Whether it is known what the port says to GET /: a status; or that it speaks something else,
    which it does if it closes the connection or says nothing for long."""
    # Frameworks that check the name of the host let this one in where they let any in.
    seen["root"], error = ask(address, port, "/", {"Host": "localhost"})
    since = time.time() - seen["answered"]
    silent = isinstance(error, socket.timeout)
    return bool(seen["root"]) or since > (request["silence"] if silent else 2)


def ready():
    hosts = {port: connects(port) for port in request["ports"]}
    seen["open"] = [port for port, host in hosts.items() if host]
    if seen["open"] and not seen["answered"]:
        seen["answered"] = time.time()
    if len(seen["open"]) < len(hosts):
        return False
    if not hosts:
        return True
    main = request["ports"][0]
    if not request["path"] and not greets(hosts[main], main):
        return False
    if request["path"] and not answers(hosts[main], main, request["path"]):
        return False
    if request["path"] or seen["root"]:
        seen["answered"] = time.time()
    return True


def read(name):
    try:
        with open(name) as file:
            return file.read()
    except OSError:
        return ""


def hopeless():
    """A server that has answered 4xx for five seconds will not change its mind."""
    return 400 <= seen["status"] < 500 and time.time() - seen["answered"] > 5


while not ready() and not hopeless() and time.monotonic() < deadline:
    time.sleep(0.05)
seen["tcp"], seen["tcp6"] = read("/proc/net/tcp"), read("/proc/net/tcp6")
seen["processes"] = [text for text in map(read, glob.glob("/proc/[0-9]*/status")) if text]
print(json.dumps(seen))
