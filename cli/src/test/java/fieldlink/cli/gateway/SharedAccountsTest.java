package fieldlink.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.cli.gateway.equipment.Handle;
import fieldlink.cli.gateway.equipment.Operators;
import fieldlink.jobs.robot.Account;
import fieldlink.jobs.robot.Role;
import fieldlink.jobs.robot.serve.TokenAccounts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedAccountsTest {
    private final Handle<Operators> operators = new Handle<>("jobs");
    private final SharedAccounts accounts = new SharedAccounts(
            new TokenAccounts(List.of(new TokenAccounts.Token("camera", TokenAccounts.sha256("own"), Role.OBSERVER))),
            operators);

    @Test
    void anOperatorOfTheJobServerComesInWithTheTokenFromThere() {
        operators.bring(token -> token.equals("from-there") ? Optional.of("alice") : Optional.empty());
        assertThat(accounts.find("from-there")).contains(new Account("alice", Role.ADMIN));
        assertThat(accounts.find("own")).contains(new Account("camera", Role.OBSERVER));
        assertThat(accounts.find("anything")).isEmpty();
        assertThat(accounts.areRequired()).isTrue();
    }

    @Test
    void whileTheJobServerIsAwayOnlyTheRobotsOwnAccountsCount() {
        assertThat(accounts.find("from-there")).isEmpty();
        assertThat(accounts.find("own")).isPresent();
        operators.bring(token -> Optional.of("alice"));
        operators.takeAway();
        assertThat(accounts.find("from-there")).isEmpty();
    }
}
