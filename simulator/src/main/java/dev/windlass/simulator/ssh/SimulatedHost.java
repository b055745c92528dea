package dev.windlass.simulator.ssh;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.jspecify.annotations.Nullable;

/** One host's SSH server, with a host key of its own. */
final class SimulatedHost {
    static final String ADDRESS = "127.0.0.1";

    private final Shell shell;
    private final PublicKey admitted;
    private final KeyPair hostKey = KeyFiles.generate();
    private @Nullable SshServer server;
    private int port;

    SimulatedHost(Shell shell, PublicKey admitted) {
        this.shell = shell;
        this.admitted = admitted;
    }

    synchronized int port() {
        return port;
    }

    PublicKey hostKey() {
        return hostKey.getPublic();
    }

    synchronized void open() throws IOException {
        if (server != null) {
            return;
        }
        var fresh = SshServer.setUpDefaultServer();
        fresh.setHost(ADDRESS);
        fresh.setPort(port);
        fresh.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        fresh.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        fresh.setPublickeyAuthenticator(
                (user, key, session) -> user.equals(SimulatedHosts.USER) && KeyUtils.compareKeys(key, admitted));
        fresh.setCommandFactory((channel, line) -> new ShellCommand(shell, line));
        CoreModuleProperties.NIO_WORKERS.set(fresh, 2);
        CoreModuleProperties.TCP_NODELAY.set(fresh, true);
        fresh.start();
        port = fresh.getPort();
        server = fresh;
    }

    synchronized void close() throws IOException {
        if (server != null) {
            server.stop(true);
            server.close();
            server = null;
        }
    }
}
