package dev.windlass.executor.node;

import dev.windlass.core.report.FailureKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.userauth.UserAuthException;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/** Opens verified, authenticated connections, and says in words why one could not be opened. Thread-safe. */
final class SshConnector {
    // Without an answer to three keep-alives the peer is dead.
    private static final int UNANSWERED = 3;

    // sshj logs an ERROR with a stack trace for each connection that ends; all of it comes back as exceptions too, and
    // those
    // become words.
    static final LoggerFactory SILENT = new LoggerFactory() {
        @Override
        public Logger getLogger(String name) {
            return NOPLogger.NOP_LOGGER;
        }

        @Override
        public Logger getLogger(Class<?> type) {
            return NOPLogger.NOP_LOGGER;
        }
    };

    private final Config config = config();
    private final Duration timeout;
    private final Duration keepAlive;

    SshConnector(Duration timeout, Duration keepAlive) {
        this.timeout = timeout;
        this.keepAlive = keepAlive;
    }

    private static Config config() {
        var config = new DefaultConfig();
        config.setLoggerFactory(SILENT);
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        // SHA-1 signatures are broken; every OpenSSH since 7.2 has rsa-sha2-*.
        config.setKeyAlgorithms(config.getKeyAlgorithms().stream()
                .filter(algorithm -> !algorithm.getName().startsWith("ssh-rsa")
                        && !algorithm.getName().startsWith("ssh-dss"))
                .toList());
        return config;
    }

    /**
     * Connects to a host and logs in.
     *
     * @param name the host for messages
     * @param via a connection to the bastion, through which to go
     */
    SSHClient open(String name, Login login, Optional<SSHClient> via) throws Trouble {
        var knownHosts = KnownHosts.read(login.access().knownHosts(), login.cluster());
        var client = new SSHClient(config);
        try {
            client.addHostKeyVerifier(knownHosts);
            client.setConnectTimeout((int) timeout.toMillis());
            client.setTimeout(
                    (int) timeout.toMillis()); // for a server that accepts and says nothing; later reads go on
            client.getTransport().setTimeoutMs((int) timeout.toMillis());
            client.getConnection().setTimeoutMs((int) timeout.toMillis());
            if (client.getConnection().getKeepAlive() instanceof KeepAliveRunner runner) {
                runner.setMaxAliveCount(UNANSWERED);
            }
            client.getConnection().getKeepAlive().setKeepAliveInterval((int) keepAlive.toSeconds());
            var keys = KeyFile.read(client, login.access().privateKey(), login.cluster());
            if (via.isPresent()) {
                client.connectVia(via.get().newDirectConnection(login.host(), login.port()));
            } else {
                client.connect(login.host(), login.port());
            }
            client.authPublickey(login.user(), List.of(keys));
            return client;
        } catch (IOException e) {
            var banner = client.getUserAuth() == null
                    ? ""
                    : String.valueOf(client.getUserAuth().getBanner());
            close(client);
            var refusal = knownHosts.refusal();
            throw refusal != null ? refusal : trouble(name, login, banner, e);
        } catch (Trouble e) {
            close(client);
            throw e;
        }
    }

    static void close(SSHClient client) {
        try {
            client.close();
        } catch (IOException e) {
            // A connection that cannot even be closed is as good as closed.
            org.slf4j.LoggerFactory.getLogger(SshConnector.class).debug("closing a connection: {}", e.toString());
        }
    }

    private static Trouble trouble(String name, Login login, String banner, IOException e) {
        if (e instanceof UserAuthException && !isBooting(banner) && !timedOut(e)) {
            return Trouble.refused(
                    FailureKind.ACCESS,
                    name + " refused the key " + login.access().privateKey() + " for the user " + login.user(),
                    "put its public key into ~" + login.user()
                            + "/.ssh/authorized_keys there, or correct ssh.user of cluster " + login.cluster());
        }
        if (isBooting(banner)) {
            return Trouble.unreachable(
                    name + " is starting up or shutting down: " + banner.strip(), "wait until it is up");
        }
        if (e instanceof SSHException ssh
                && ssh.getDisconnectReason() == DisconnectReason.UNKNOWN
                && String.valueOf(e.getMessage()).contains("settlement")) {
            return Trouble.refused(
                    FailureKind.ACCESS,
                    name + " shares no algorithm with this service: " + e.getMessage(),
                    "update the SSH server there; ssh-rsa with SHA-1 is never used");
        }
        return unreachable(name, e);
    }

    private static boolean timedOut(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    // What pam_nologin says to everybody but root.
    private static boolean isBooting(String banner) {
        var text = banner.toLowerCase(Locale.ROOT);
        return text.contains("booting up")
                || text.contains("going down")
                || text.contains("not permitted to log in yet");
    }

    private static Trouble unreachable(String name, IOException e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause instanceof SSHException) {
            cause = cause.getCause();
        }
        var firewall = "is the host up, and does a firewall let this service through?";
        var words = String.valueOf(cause.getMessage());
        if (cause instanceof UnknownHostException) {
            return Trouble.unreachable(
                    "the host name of " + name + " has no address",
                    "correct nodes[].host in the configuration, or the DNS");
        }
        if (cause instanceof NoRouteToHostException) {
            return Trouble.unreachable("there is no network route to " + name, firewall);
        }
        if (cause instanceof ConnectException && words.contains("refused")) {
            return Trouble.unreachable(
                    name + " refused the connection",
                    "is the SSH server running there, on that port? Is the host starting up?");
        }
        if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
            return Trouble.unreachable(name + " did not answer in time", firewall);
        }
        return Trouble.unreachable(
                "the connection to " + name + " could not be made: " + words,
                "is the host up, and its SSH server well?");
    }

    /** Where to connect, and as whom. */
    record Login(String cluster, String user, String host, int port, SshAccess access) {
        static Login to(NodeEndpoint node) {
            return new Login(node.cluster().text(), node.access().user(), node.host(), node.port(), node.access());
        }
    }
}
